import { endpoint } from "@/app/api/endpoint";
import { historyPage, historyQuery } from "@/lib/alerts/schema";
import { alertHistory } from "@/lib/alerts/service";

export const GET = endpoint({ input: historyQuery, output: historyPage, run: alertHistory });
