import { endpoint } from "@/app/api/endpoint";
import { jobCount, jobCountQuery } from "@/lib/jobs/schema/mend";
import { jobCounts } from "@/lib/jobs/service/log";

export const GET = endpoint({ input: jobCountQuery, output: jobCount, run: jobCounts });
