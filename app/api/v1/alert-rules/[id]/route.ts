import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { byId, rule, ruleChange } from "@/lib/alerts/schema";
import { changeRule, removeRule } from "@/lib/alerts/service";

export const PATCH = endpoint({ input: ruleChange, output: rule, run: changeRule });
export const DELETE = endpoint({ input: byId, output: z.null(), status: 204, run: removeRule });
