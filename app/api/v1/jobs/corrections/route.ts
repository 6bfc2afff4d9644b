import { endpoint } from "@/app/api/endpoint";
import { mendAnswer, mendInput, runsPage, runsQuery } from "@/lib/jobs/schema/mend";
import { mendJobs, mendRuns } from "@/lib/jobs/service/mend";

export const GET = endpoint({ input: runsQuery, output: runsPage, run: mendRuns });
export const POST = endpoint({ input: mendInput, output: mendAnswer, run: mendJobs });
