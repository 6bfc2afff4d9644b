import { endpoint } from "@/app/api/endpoint";
import { byId, provider } from "@/lib/dimensions/schema";
import { providers } from "@/lib/dimensions/service/providers";

export const POST = endpoint({ input: byId, output: provider, run: providers.archive });
