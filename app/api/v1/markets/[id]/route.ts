import { endpoint } from "@/app/api/endpoint";
import { byId, market, marketChange } from "@/lib/dimensions/schema";
import { markets } from "@/lib/dimensions/service/lists";

export const GET = endpoint({ input: byId, output: market, run: markets.one });
export const PATCH = endpoint({ input: marketChange, output: market, run: markets.change });
