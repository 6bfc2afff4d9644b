import { endpoint } from "@/app/api/endpoint";
import { burnDown, burnDownQuery } from "@/lib/budgets/schema";
import { burnDownOf } from "@/lib/budgets/service/states";

export const GET = endpoint({ input: burnDownQuery, output: burnDown, run: burnDownOf });
