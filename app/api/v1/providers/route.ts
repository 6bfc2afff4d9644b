import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { listPageQuery, provider, providerInput } from "@/lib/dimensions/schema";
import { providers } from "@/lib/dimensions/service/providers";

export const GET = endpoint({ input: listPageQuery, output: pageOf(provider), run: providers.page });
export const POST = endpoint({ input: providerInput, output: provider, status: 201, run: providers.create });
