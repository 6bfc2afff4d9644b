import { endpoint } from "@/app/api/endpoint";
import { byId, campaign, campaignChange } from "@/lib/dimensions/schema";
import { campaigns } from "@/lib/dimensions/service/campaigns";

export const GET = endpoint({ input: byId, output: campaign, run: campaigns.one });
export const PATCH = endpoint({ input: campaignChange, output: campaign, run: campaigns.change });
