import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { pricedAnswer } from "@/lib/jobs/schema";
import { priceUnpriced } from "@/lib/jobs/service/price";

export const POST = endpoint({ input: z.strictObject({}), output: pricedAnswer, run: priceUnpriced });
