import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { budget, budgetById, budgetEnd } from "@/lib/budgets/schema";
import { endBudget, removeBudget } from "@/lib/budgets/service";

export const PATCH = endpoint({ input: budgetEnd, output: budget, run: endBudget });
export const DELETE = endpoint({ input: budgetById, output: z.null(), status: 204, run: removeBudget });
