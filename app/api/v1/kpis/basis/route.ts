import { endpoint } from "@/app/api/endpoint";
import { basisAnswer, basisQuery } from "@/lib/kpi/schema/insight";
import { basisOf } from "@/lib/kpi/service/insight";

export const GET = endpoint({ input: basisQuery, output: basisAnswer, run: basisOf });
