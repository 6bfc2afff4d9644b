/** What a rule can look at one by one, and what a place of an alert can be. */
export const SCOPES = ["costCenter", "campaign", "market", "channel"] as const;
