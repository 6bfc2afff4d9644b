import type { KpiField } from "../schema";
import { NOTHING_SUMMED, type Sums } from "./sums";

/** A sum that can be asked for; what nobody asked for is not added up, and stands in the row as nothing. */
export type SumName = keyof Sums;
export type Needed = ReadonlySet<SumName>;

const UNPRICED = ["jobs", "unpricedJobs"] as const;
const CREDITS = [...UNPRICED, "creditJobs", "moneyJobs", "providers", "creditsByProvider"] as const;

/** What each figure is made of. A test gives each nothing but these. */
const NEEDED_BY: Record<Exclude<KpiField, "nullReasons">, readonly SumName[]> = {
  spend: ["spend"],
  estimatedSpend: ["estimatedSpend"],
  credits: ["creditsByProvider"],
  creditsByProvider: ["creditsByProvider"],
  jobs: ["jobs"],
  attempts: ["attempts"],
  failedAttempts: ["failedAttempts"],
  failedJobs: ["failedJobs"],
  unpricedJobs: ["unpricedJobs"],
  estimatedJobs: ["estimatedJobs"],
  lowerBound: ["unpricedJobs"],
  images: ["images"],
  variations: ["variations"],
  campaigns: ["campaigns"],
  decided: ["approved", "rejected"],
  approved: ["approved"],
  approvedWithChanges: ["approvedWithChanges"],
  rejected: ["rejected"],
  superseded: ["superseded"],
  costPerImage: [...UNPRICED, "spend", "images"],
  costPerApprovedImage: [...UNPRICED, "spend", "images", "approved"],
  costPerVariation: ["images", "variations", "variationJobs", "variationUnpriced", "variationSpend"],
  costPerCampaign: ["campaigns", "assignedJobs", "assignedUnpriced", "assignedSpend"],
  creditsPerImage: [...CREDITS, "images"],
  creditsPerApprovedImage: [...CREDITS, "images", "approved"],
  approvalRate: ["images", "approved", "rejected"],
  reviewCoverage: ["images", "approved", "rejected", "superseded"],
  failureRate: ["attempts", "failedAttempts"],
  waste: ["wasteFailed", "wasteDuplicate", "wasteDropped", "wasteRejected", "wasteSuperseded"],
  useful: ["useful"],
  open: ["open"],
  unassignedSpend: ["unassignedSpend"],
};

const every = (fields: readonly KpiField[]): Needed =>
  new Set(fields.flatMap((field) => (field === "nullReasons" ? [] : NEEDED_BY[field])));

/** What must be summed for these fields; null = for all of them. Whether it is all of the money always travels with it. */
export const neededSums = (fields: readonly KpiField[] | null): Needed =>
  every(fields ? [...fields, "lowerBound"] : (Object.keys(NEEDED_BY) as KpiField[]));

/** Of campaigns as they are after merges. */
export const CAMPAIGN_SUMS = [
  "campaigns",
  "assignedJobs",
  "assignedUnpriced",
  "assignedSpend",
  "unassignedSpend",
] as const;
/** Apart for each provider. */
export const CREDIT_SUMS = ["creditsByProvider", "providers"] as const;
const APART: readonly SumName[] = [...CAMPAIGN_SUMS, ...CREDIT_SUMS];

const KPI_SUMS = neededSums(null);
const isReported = (name: SumName) => !KPI_SUMS.has(name);
const ALL_SUMS = Object.keys(NOTHING_SUMMED) as SumName[];

/** What the waste report sums: its own counts, and the money of classes. */
export const WASTE_SUMS: Needed = new Set([
  ...every(["spend", "jobs", "images", "unpricedJobs", "decided", "waste", "useful", "open"]),
  ...ALL_SUMS.filter(isReported),
]);

/** What moves when a job changes: sums that are nobody's but the jobs'. */
export const MOVING_SUMS: Needed = new Set([...KPI_SUMS].filter((name) => !APART.includes(name)));

export const needsAny = (needed: Needed, names: readonly SumName[]): boolean => names.some((name) => needed.has(name));
