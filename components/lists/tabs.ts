import type { ListName } from "@/lib/dimensions/schema";

export const TABS = [
  "cost-centers",
  "markets",
  "channels",
  "asset-types",
  "motifs",
  "review-reasons",
  "providers",
] as const;
export type Tab = (typeof TABS)[number];

/** The tab that an address names; the first one for anything else. */
export function tabOf(text: string | string[] | undefined): Tab {
  return TABS.find((tab) => tab === text) ?? TABS[0];
}

/** Lists that a tab shows. */
export function listsOf(tab: Tab): readonly ListName[] {
  if (tab === "providers") return ["providers", "wallets"];
  return tab === "motifs" ? ["motifs", "campaigns", "asset-types"] : [tab];
}
