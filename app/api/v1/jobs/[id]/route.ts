import { endpoint } from "@/app/api/endpoint";
import { jobDetail, jobPath } from "@/lib/jobs/schema";
import { jobById } from "@/lib/jobs/service/log";

export const GET = endpoint({ input: jobPath, output: jobDetail, run: jobById });
