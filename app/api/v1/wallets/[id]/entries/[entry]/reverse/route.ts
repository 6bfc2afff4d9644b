import { endpoint } from "@/app/api/endpoint";
import { walletEntry, walletEntryReversal } from "@/lib/balances/schema";
import { reverseWalletEntry } from "@/lib/balances/service";

export const POST = endpoint({ input: walletEntryReversal, output: walletEntry, status: 201, run: reverseWalletEntry });
