import { endpoint } from "@/app/api/endpoint";
import { periodDetail, periodPath } from "@/lib/periods/schema";
import { period } from "@/lib/periods/service/list";

export const GET = endpoint({ input: periodPath, output: periodDetail, run: period });
