import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { job, jobInput, loggedJob } from "@/lib/jobs/schema";
import { jobListQuery } from "@/lib/jobs/schema/list";
import { jobPage, logJob } from "@/lib/jobs/service/log";

export const GET = endpoint({ input: jobListQuery, output: pageOf(job), run: jobPage });

export const POST = endpoint({
  input: jobInput,
  output: loggedJob,
  status: ({ replayed }) => (replayed ? 200 : 201),
  headers: ({ replayed }): Record<string, string> => (replayed ? { "idempotent-replayed": "true" } : {}),
  run: logJob,
});
