import { endpoint } from "@/app/api/endpoint";
import { jobInput, loggedJob } from "@/lib/jobs/schema";
import { jobListQuery, pageOfJobs } from "@/lib/jobs/schema/list";
import { jobPage, logJob } from "@/lib/jobs/service/log";

export const GET = endpoint({ input: jobListQuery, output: pageOfJobs, run: jobPage });

export const POST = endpoint({
  input: jobInput,
  output: loggedJob,
  status: ({ replayed }) => (replayed ? 200 : 201),
  headers: ({ replayed }): Record<string, string> => (replayed ? { "idempotent-replayed": "true" } : {}),
  run: logJob,
});
