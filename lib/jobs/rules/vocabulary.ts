export const KINDS = ["generation", "variation", "upscale", "postprocess", "training"] as const;
export const STAGES = ["draft", "final"] as const;
export const STATUSES = ["succeeded", "failed", "unknown"] as const;
export const PRICE_UNITS = ["CREDITS", "IMAGES", "GPU_MINUTES", "FAST_HOURS"] as const;
/** What is odd about a job that was accepted all the same. */
export const FLAGS = ["CAMPAIGN_ARCHIVED", "CAMPAIGN_OUTSIDE_DATES", "MARKET_ARCHIVED", "CHANNEL_ARCHIVED"] as const;

export type Kind = (typeof KINDS)[number];
export type Stage = (typeof STAGES)[number];
export type Status = (typeof STATUSES)[number];
