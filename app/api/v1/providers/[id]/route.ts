import { endpoint } from "@/app/api/endpoint";
import { byId, provider, providerChange } from "@/lib/dimensions/schema";
import { providers } from "@/lib/dimensions/service/providers";

export const GET = endpoint({ input: byId, output: provider, run: providers.one });
export const PATCH = endpoint({ input: providerChange, output: provider, run: providers.change });
