import { endpoint } from "@/app/api/endpoint";
import { estimateAnswer, jobInput } from "@/lib/jobs/schema";
import { estimate } from "@/lib/jobs/service/estimate";

export const POST = endpoint({ input: jobInput, output: estimateAnswer, run: estimate });
