import { endpoint } from "@/app/api/endpoint";
import { job, jobPath, voidInput } from "@/lib/jobs/schema";
import { voidJob } from "@/lib/jobs/service/correct";

export const POST = endpoint({ input: voidInput.extend(jobPath.shape), output: job, run: voidJob });
