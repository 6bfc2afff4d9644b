import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { byId, fxRate, fxRateChange } from "@/lib/prices/schema";
import { changeFxRate, removeFxRate } from "@/lib/prices/service/rates";

export const PATCH = endpoint({ input: fxRateChange, output: fxRate, run: changeFxRate });
export const DELETE = endpoint({ input: byId, output: z.null(), status: 204, run: removeFxRate });
