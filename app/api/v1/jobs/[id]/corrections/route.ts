import { endpoint } from "@/app/api/endpoint";
import { correctionInput, job, jobPath } from "@/lib/jobs/schema";
import { correctJob } from "@/lib/jobs/service/correct";

export const POST = endpoint({ input: correctionInput.extend(jobPath.shape), output: job, run: correctJob });
