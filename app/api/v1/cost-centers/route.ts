import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { costCenter, costCenterInput, listPageQuery } from "@/lib/dimensions/schema";
import { costCenters } from "@/lib/dimensions/service/lists";

export const GET = endpoint({ input: listPageQuery, output: pageOf(costCenter), run: costCenters.page });
export const POST = endpoint({ input: costCenterInput, output: costCenter, status: 201, run: costCenters.create });
