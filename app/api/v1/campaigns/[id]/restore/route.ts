import { endpoint } from "@/app/api/endpoint";
import { byId, campaign } from "@/lib/dimensions/schema";
import { campaigns } from "@/lib/dimensions/service/campaigns";

export const POST = endpoint({ input: byId, output: campaign, run: campaigns.restore });
