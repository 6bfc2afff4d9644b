import { endpoint } from "@/app/api/endpoint";
import { kpiLimitedAnswer, kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";

export const GET = endpoint({ input: kpiQuery, output: kpiLimitedAnswer, run: (actor, query) => kpis(actor, query) });
