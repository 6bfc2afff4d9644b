import { endpoint } from "@/app/api/endpoint";
import { byId, costCenter } from "@/lib/dimensions/schema";
import { costCenters } from "@/lib/dimensions/service/lists";

export const POST = endpoint({ input: byId, output: costCenter, run: costCenters.restore });
