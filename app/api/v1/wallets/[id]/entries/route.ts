import { endpoint } from "@/app/api/endpoint";
import { walletEntry, walletEntryInput, walletEntryListQuery, walletEntryPage } from "@/lib/balances/schema";
import { bookWalletEntry, walletEntries } from "@/lib/balances/service";

export const GET = endpoint({ input: walletEntryListQuery, output: walletEntryPage, run: walletEntries });
export const POST = endpoint({ input: walletEntryInput, output: walletEntry, status: 201, run: bookWalletEntry });
