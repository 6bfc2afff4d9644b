import { endpoint } from "@/app/api/endpoint";
import { noInput, rule, ruleInput, ruleList } from "@/lib/alerts/schema";
import { createRule, listRules } from "@/lib/alerts/service";

export const GET = endpoint({ input: noInput, output: ruleList, run: listRules });
export const POST = endpoint({ input: ruleInput, output: rule, status: 201, run: createRule });
