import { endpoint } from "@/app/api/endpoint";
import { byId, costCenter, costCenterChange } from "@/lib/dimensions/schema";
import { costCenters } from "@/lib/dimensions/service/lists";

export const GET = endpoint({ input: byId, output: costCenter, run: costCenters.one });
export const PATCH = endpoint({ input: costCenterChange, output: costCenter, run: costCenters.change });
