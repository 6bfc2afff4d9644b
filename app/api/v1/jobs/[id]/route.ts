import { endpoint } from "@/app/api/endpoint";
import { jobPath } from "@/lib/jobs/schema";
import { jobDetail } from "@/lib/jobs/schema/detail";
import { jobById } from "@/lib/jobs/service/log";

export const GET = endpoint({ input: jobPath, output: jobDetail, run: jobById });
