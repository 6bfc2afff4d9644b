import type { ListedCampaign } from "@/lib/dimensions/rules";
import type { FLAGS } from "./vocabulary";

/** What is odd about the places of a job of this day; it is accepted all the same. */
export function flagsOf(
  campaign: Pick<ListedCampaign, "activeFrom" | "activeTo" | "archived">,
  market: { archived: boolean },
  channel: { archived: boolean },
  day: string,
): (typeof FLAGS)[number][] {
  const outside =
    (campaign.activeFrom !== null && day < campaign.activeFrom) ||
    (campaign.activeTo !== null && day > campaign.activeTo);
  return [
    ...(campaign.archived ? (["CAMPAIGN_ARCHIVED"] as const) : []),
    ...(outside ? (["CAMPAIGN_OUTSIDE_DATES"] as const) : []),
    ...(market.archived ? (["MARKET_ARCHIVED"] as const) : []),
    ...(channel.archived ? (["CHANNEL_ARCHIVED"] as const) : []),
  ];
}
