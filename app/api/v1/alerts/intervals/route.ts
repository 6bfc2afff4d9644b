import { endpoint } from "@/app/api/endpoint";
import { intervalList, intervalQuery } from "@/lib/alerts/schema";
import { alertIntervals } from "@/lib/alerts/service";

export const GET = endpoint({ input: intervalQuery, output: intervalList, run: alertIntervals });
