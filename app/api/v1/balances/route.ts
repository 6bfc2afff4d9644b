import { endpoint } from "@/app/api/endpoint";
import { balanceList, balanceQuery } from "@/lib/balances/schema";
import { balancesOf } from "@/lib/balances/service";

export const GET = endpoint({ input: balanceQuery, output: balanceList, run: balancesOf });
