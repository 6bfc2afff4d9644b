import { endpoint } from "@/app/api/endpoint";
import { budgetById, budgetHistory } from "@/lib/budgets/schema";
import { budgetHistoryOf } from "@/lib/budgets/service/states";

export const GET = endpoint({ input: budgetById, output: budgetHistory, run: budgetHistoryOf });
