import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { wallet, walletInput, walletPageQuery } from "@/lib/dimensions/schema";
import { wallets } from "@/lib/dimensions/service/wallets";

export const GET = endpoint({ input: walletPageQuery, output: pageOf(wallet), run: wallets.page });
export const POST = endpoint({ input: walletInput, output: wallet, status: 201, run: wallets.create });
