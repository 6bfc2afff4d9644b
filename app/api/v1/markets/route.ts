import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { listPageQuery, market, marketInput } from "@/lib/dimensions/schema";
import { markets } from "@/lib/dimensions/service/lists";

export const GET = endpoint({ input: listPageQuery, output: pageOf(market), run: markets.page });
export const POST = endpoint({ input: marketInput, output: market, status: 201, run: markets.create });
