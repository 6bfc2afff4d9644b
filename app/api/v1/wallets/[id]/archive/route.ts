import { endpoint } from "@/app/api/endpoint";
import { byId, wallet } from "@/lib/dimensions/schema";
import { wallets } from "@/lib/dimensions/service/wallets";

export const POST = endpoint({ input: byId, output: wallet, run: wallets.archive });
