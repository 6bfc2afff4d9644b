import { endpoint } from "@/app/api/endpoint";
import { balanceList, walletBalanceQuery } from "@/lib/balances/schema";
import { balancesOf } from "@/lib/balances/service";

export const GET = endpoint({ input: walletBalanceQuery, output: balanceList, run: balancesOf });
