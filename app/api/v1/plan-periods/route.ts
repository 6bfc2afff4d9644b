import { endpoint } from "@/app/api/endpoint";
import { planPeriodAnswer, planPeriodInput, planPeriodListQuery, planPeriodPage } from "@/lib/prices/schema";
import { createPlanPeriod, listPlanPeriods } from "@/lib/prices/service/plan-periods";

export const GET = endpoint({ input: planPeriodListQuery, output: planPeriodPage, run: listPlanPeriods });
export const POST = endpoint({ input: planPeriodInput, output: planPeriodAnswer, status: 201, run: createPlanPeriod });
