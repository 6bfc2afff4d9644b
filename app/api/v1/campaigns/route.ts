import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { campaign, campaignInput, listPageQuery } from "@/lib/dimensions/schema";
import { campaigns } from "@/lib/dimensions/service/campaigns";

export const GET = endpoint({ input: listPageQuery, output: pageOf(campaign), run: campaigns.page });
export const POST = endpoint({ input: campaignInput, output: campaign, status: 201, run: campaigns.create });
