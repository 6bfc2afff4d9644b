/** What a rule can look at one by one, and what a place of an alert can be. */
export const SCOPES = ["costCenter", "campaign", "market", "channel"] as const;
/** Where a pilot's figures can become targets: rules watch each campaign there. */
export const CALIBRATED_SCOPES = ["organization", "costCenter", "campaign"] as const;
