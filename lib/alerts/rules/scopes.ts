/** What a rule can look at one by one, and what a place of an alert can be. */
export const SCOPES = ["costCenter", "campaign", "market", "channel", "assetType"] as const;
/** The list that holds the codes of a scope. */
export const LISTS = {
  costCenter: "costCenters",
  campaign: "campaigns",
  market: "markets",
  channel: "channels",
  assetType: "assetTypes",
} as const satisfies Record<(typeof SCOPES)[number], string>;
/** What a rule of a kind can be limited to: budgets have one of two scopes, wallets have none. */
export function filteredBy(kind: string): readonly (typeof SCOPES)[number][] {
  if (kind === "BALANCE_LOW") return [];
  return kind === "BUDGET_STEP" || kind === "BUDGET_FORECAST" ? ["costCenter", "campaign"] : SCOPES;
}

/** Where a pilot's figures can become targets: rules watch each campaign there. */
export const CALIBRATED_SCOPES = ["organization", "costCenter", "campaign"] as const;
