import { endpoint } from "@/app/api/endpoint";
import { byId, market } from "@/lib/dimensions/schema";
import { markets } from "@/lib/dimensions/service/lists";

export const POST = endpoint({ input: byId, output: market, run: markets.unmerge });
