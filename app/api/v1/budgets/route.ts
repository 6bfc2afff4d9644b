import { endpoint } from "@/app/api/endpoint";
import { budgetAnswer, budgetInput, budgetList, budgetListQuery } from "@/lib/budgets/schema";
import { setBudget } from "@/lib/budgets/service";
import { budgetsOf } from "@/lib/budgets/service/states";

export const GET = endpoint({ input: budgetListQuery, output: budgetList, run: budgetsOf });
export const POST = endpoint({ input: budgetInput, output: budgetAnswer, status: 201, run: setBudget });
