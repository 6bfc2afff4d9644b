import { endpoint } from "@/app/api/endpoint";
import { accuracy, accuracyQuery } from "@/lib/credits/schema";
import { creditAccuracy } from "@/lib/credits/service/functions";

export const GET = endpoint({ input: accuracyQuery, output: accuracy, run: creditAccuracy });
