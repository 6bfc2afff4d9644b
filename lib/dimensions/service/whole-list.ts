import "server-only";
import type { Actor } from "@/lib/core/actor";
import type { ListName, ListPageQuery, ListRow } from "../schema";
import { campaigns } from "./campaigns";
import { assetTypes, channels, costCenters, markets } from "./lists";
import { motifs } from "./motifs";
import { providers } from "./providers";
import { reviewReasons } from "./review-reasons";
import { wallets } from "./wallets";

type Pages = (actor: Actor, query: ListPageQuery) => Promise<{ data: ListRow[]; nextCursor: string | null }>;

const PAGES: Record<ListName, Pages> = {
  "cost-centers": costCenters.page,
  campaigns: campaigns.page,
  markets: markets.page,
  channels: channels.page,
  "asset-types": assetTypes.page,
  motifs: motifs.page,
  providers: providers.page,
  wallets: wallets.page,
  "review-reasons": reviewReasons.page,
};

/** All rows, archived ones too: what a page puts into the cache before the browser asks (listQuery). */
export async function wholeList(actor: Actor, list: ListName): Promise<ListRow[]> {
  const rows: ListRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await PAGES[list](actor, { limit: 200, archived: "all", cursor });
    rows.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return rows;
}
