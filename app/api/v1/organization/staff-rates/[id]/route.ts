import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { staffRateId } from "@/lib/settings/schema";
import { removeStaffRate } from "@/lib/settings/service";

export const DELETE = endpoint({ input: staffRateId, output: z.null(), status: 204, run: removeStaffRate });
