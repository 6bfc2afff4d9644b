import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { byId } from "@/lib/prices/schema";
import { removePlanPeriod } from "@/lib/prices/service/plan-periods";

export const DELETE = endpoint({ input: byId, output: z.null(), status: 204, run: removePlanPeriod });
