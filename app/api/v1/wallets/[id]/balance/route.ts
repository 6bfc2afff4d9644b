import { endpoint } from "@/app/api/endpoint";
import { walletBalanceQuery, walletBalances } from "@/lib/balances/schema";
import { balancesOf } from "@/lib/balances/service";

export const GET = endpoint({ input: walletBalanceQuery, output: walletBalances, run: balancesOf });
