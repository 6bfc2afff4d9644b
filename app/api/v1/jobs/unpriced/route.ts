import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { unpricedAnswer } from "@/lib/jobs/schema";
import { unpricedPreview } from "@/lib/jobs/service/price";

export const GET = endpoint({ input: z.strictObject({}), output: unpricedAnswer, run: unpricedPreview });
