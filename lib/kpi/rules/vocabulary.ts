/** Dimensions to filter and group by; `tag.<key>` besides. */
export const DIMENSIONS = [
  "costCenter",
  "campaign",
  "market",
  "channel",
  "provider",
  "wallet",
  "model",
  "kind",
  "stage",
  "motif",
  "assetType",
  "createdBy",
  "source",
] as const;

export const INTERVALS = ["day", "week", "month"] as const;

/** The closed lists that a filter is checked against. kpi stands left of jobs, so it has its own; a test holds them equal. */
export const FILTER_KINDS: readonly string[] = ["generation", "variation", "upscale", "postprocess", "training"];
export const FILTER_STAGES: readonly string[] = ["draft", "final"];
export const FILTER_SOURCES: readonly string[] = ["reported", "webhook", "estimated", "manual", "unpriced"];

/** Classes of the money, in the order in which the first that holds wins; the first five are waste. */
export const WASTE = ["failed", "duplicate", "dropped", "rejected", "superseded"] as const;
export const CLASSES = [...WASTE, "useful", "open"] as const;
export type MoneyClass = (typeof CLASSES)[number];
