import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { byId } from "@/lib/alerts/schema";
import { removeSilence } from "@/lib/alerts/service";

export const DELETE = endpoint({ input: byId, output: z.null(), status: 204, run: removeSilence });
