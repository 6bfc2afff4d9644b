/** What the waste report counts besides; nothing in other answers. */
type WasteCounts = {
  /** Jobs with money of a class; one job can be in several. */
  jobsFailed: number;
  jobsDuplicate: number;
  jobsDropped: number;
  jobsRejected: number;
  jobsSuperseded: number;
  jobsUseful: number;
  jobsOpen: number;
  /** Delivered pictures by class; what failed delivered none. */
  imagesDuplicate: number;
  imagesDropped: number;
  imagesRejected: number;
  imagesSuperseded: number;
  imagesUseful: number;
  imagesOpen: number;
  /** Steps of the funnel. */
  draftJobs: number;
  draftImages: number;
  draftSpend: string;
  finalJobs: number;
  finalImages: number;
  finalSpend: string;
  decidedJobs: number;
  approvedJobs: number;
};

/**
 * What SQL adds up for one row (total, group or interval): sums and counts only, so that they can be added again.
 * Money and credits are exact decimals as text.
 */
export type Sums = WasteCounts & {
  jobs: number;
  attempts: number;
  failedAttempts: number;
  failedJobs: number;
  unpricedJobs: number;
  estimatedJobs: number;
  images: number;
  variations: number;
  approved: number;
  approvedWithChanges: number;
  rejected: number;
  superseded: number;
  /** Jobs of kind variation, and how many of them are unpriced. */
  variationJobs: number;
  variationUnpriced: number;
  /** Jobs that a campaign carries, and how many of them are unpriced. */
  assignedJobs: number;
  assignedUnpriced: number;
  /** Jobs whose number of credits is known, and jobs that cost money without credits. */
  creditJobs: number;
  moneyJobs: number;
  /** Providers and campaigns (after merges, without unassigned) with at least one job. */
  providers: number;
  campaigns: number;
  spend: string;
  estimatedSpend: string;
  assignedSpend: string;
  unassignedSpend: string;
  variationSpend: string;
  wasteFailed: string;
  wasteDuplicate: string;
  wasteDropped: string;
  wasteRejected: string;
  wasteSuperseded: string;
  useful: string;
  open: string;
  creditsByProvider: Record<string, string>;
};

/** An interval in which nothing happened: it is shown, with nothing in it. */
export const NOTHING_SUMMED: Sums = {
  jobs: 0,
  attempts: 0,
  failedAttempts: 0,
  failedJobs: 0,
  unpricedJobs: 0,
  estimatedJobs: 0,
  images: 0,
  variations: 0,
  approved: 0,
  approvedWithChanges: 0,
  rejected: 0,
  superseded: 0,
  variationJobs: 0,
  variationUnpriced: 0,
  assignedJobs: 0,
  assignedUnpriced: 0,
  creditJobs: 0,
  moneyJobs: 0,
  providers: 0,
  campaigns: 0,
  spend: "0",
  estimatedSpend: "0",
  assignedSpend: "0",
  unassignedSpend: "0",
  variationSpend: "0",
  wasteFailed: "0",
  wasteDuplicate: "0",
  wasteDropped: "0",
  wasteRejected: "0",
  wasteSuperseded: "0",
  useful: "0",
  open: "0",
  creditsByProvider: {},
  jobsFailed: 0,
  jobsDuplicate: 0,
  jobsDropped: 0,
  jobsRejected: 0,
  jobsSuperseded: 0,
  jobsUseful: 0,
  jobsOpen: 0,
  imagesDuplicate: 0,
  imagesDropped: 0,
  imagesRejected: 0,
  imagesSuperseded: 0,
  imagesUseful: 0,
  imagesOpen: 0,
  draftJobs: 0,
  draftImages: 0,
  draftSpend: "0",
  finalJobs: 0,
  finalImages: 0,
  finalSpend: "0",
  decidedJobs: 0,
  approvedJobs: 0,
};
