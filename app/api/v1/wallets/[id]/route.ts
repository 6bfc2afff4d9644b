import { endpoint } from "@/app/api/endpoint";
import { byId, wallet, walletChange } from "@/lib/dimensions/schema";
import { wallets } from "@/lib/dimensions/service/wallets";

export const GET = endpoint({ input: byId, output: wallet, run: wallets.one });
export const PATCH = endpoint({ input: walletChange, output: wallet, run: wallets.change });
