import { endpoint } from "@/app/api/endpoint";
import { alertList, alertListQuery } from "@/lib/alerts/schema";
import { listAlerts } from "@/lib/alerts/service";

export const GET = endpoint({ input: alertListQuery, output: alertList, run: listAlerts });
