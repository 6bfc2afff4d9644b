import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { CostlySum } from "../rules/fields";
import type { Sums, WasteCounts } from "../rules/sums";

/** What is asked of the jobs' columns. */
export type Reading = {
  view: "credit" | "full";
  approvals: "cohort" | "period";
  /** Sums that nobody asked for are left out: they cost time on every job. */
  needed: ReadonlySet<CostlySum>;
};

type Measure = {
  /** Column of the summed jobs, also of those that are kept by day. */
  name: string;
  job: (reading: Reading) => Prisma.Sql;
  /** The same from sums of jobs. */
  kept: (reading: Reading) => Prisma.Sql;
  /** The same for decisions that count on their own day. */
  decision: Prisma.Sql;
};

const NO_COUNT = Prisma.sql`0::bigint`;
const NO_MONEY = Prisma.sql`0::numeric`;

const sumOf = (column: string) => Prisma.raw(`coalesce(sum(j.${column}), 0)`);

const count = (name: string, sql: string, decision = NO_COUNT): Measure => ({
  name,
  job: () => Prisma.raw(sql),
  kept: () => sumOf(name),
  decision,
});
const jobsWith = (name: string, condition: string) => count(name, `count(*) FILTER (WHERE ${condition})`);
const review = (name: string, column: string, states: string): Measure => ({
  name,
  job: ({ approvals }) => (approvals === "cohort" ? Prisma.raw(`sum(j.${column})`) : NO_COUNT),
  kept: ({ approvals }) => (approvals === "cohort" ? sumOf(name) : NO_COUNT),
  decision: Prisma.raw(`count(*) FILTER (WHERE j.state IN (${states}))`),
});
const money = (name: string, sum: CostlySum | null, sql: (reading: Reading) => string): Measure => ({
  name,
  job: (reading) => (isNeeded(reading, sum) ? Prisma.raw(sql(reading)) : NO_MONEY),
  kept: (reading) => (isNeeded(reading, sum) ? sumOf(name) : NO_MONEY),
  decision: NO_MONEY,
});
const isNeeded = ({ needed }: Reading, sum: CostlySum | null) => sum === null || needed.has(sum);

/** Staff time is in it or not; sums are kept of both. */
const cost = (name: string, sum: CostlySum | null, sql: (costs: string) => string): Measure => ({
  ...money(name, sum, (reading) => sql(costOf(reading))),
  kept: (reading) => (isNeeded(reading, sum) ? sumOf(reading.view === "full" ? `full_${name}` : name) : NO_MONEY),
});

const jobsOf = (kind: string) => jobsWith(`jobs_${kind}`, `j.cost_${kind} > 0`);

// The order of the classes (lib/jobs/rules/classify): a duplicate's pictures are duplicates, whatever was decided; of a
// dropped motif only approved pictures are not dropped.
const ORIGINAL = "j.duplicate_of_id IS NULL";
const KEPT = `${ORIGINAL} AND NOT j.motif_dropped`;
const imagesOf = (kind: string, column: string, condition: string) =>
  count(`images_${kind}`, `coalesce(sum(${column}) FILTER (WHERE ${condition}), 0)`);

/** Whether the motif of job `j` was given up; read only where pictures are counted by class. */
export const MOTIF_DROPPED = Prisma.raw(`EXISTS (SELECT 1 FROM motif m WHERE m.organization_id = j.organization_id
  AND m.id = j.motif_id AND m.dropped_at IS NOT NULL) AS motif_dropped`);

// Full cost adds staff time to spend, wherever spend stands; classes of waste stay credit cost.
const costOf = ({ view }: Reading) => (view === "full" ? "(j.known_cost + j.staff_cost)" : "j.known_cost");

const KPI_MEASURES: readonly Measure[] = [
  count("jobs", "count(*)"),
  count("attempts", "sum(j.attempts)"),
  count("failed_attempts", "sum(j.failed_attempts)"),
  jobsWith("failed_jobs", "j.status = 'failed'"),
  jobsWith("unpriced_jobs", "j.unpriced_reason IS NOT NULL"),
  jobsWith("estimated_jobs", "j.estimated_attempts > 0"),
  count("images", "sum(j.images_delivered)"),
  count("variations", "coalesce(sum(j.images_delivered) FILTER (WHERE j.kind = 'variation'), 0)"),
  review("approved", "approved", "'approved', 'approved_with_changes'"),
  review("approved_with_changes", "approved_with_changes", "'approved_with_changes'"),
  review("rejected", "rejected", "'rejected'"),
  count("superseded", "sum(j.superseded)"),
  jobsWith("variation_jobs", "j.kind = 'variation'"),
  jobsWith("variation_unpriced", "j.kind = 'variation' AND j.unpriced_reason IS NOT NULL"),
  count("credit_jobs", "count(j.credits)"),
  jobsWith("money_jobs", "j.credits IS NULL AND j.known_cost > 0"),
  cost("spend", null, (costs) => `sum(${costs})`),
  money("estimated_spend", "estimated", () => "sum(j.estimated_cost)"),
  cost("variation_spend", "variation", (costs) => `coalesce(sum(${costs}) FILTER (WHERE j.kind = 'variation'), 0)`),
  money("cost_failed", "waste", () => "sum(j.cost_failed)"),
  money("cost_duplicate", "waste", () => "sum(j.cost_duplicate)"),
  money("cost_dropped", "waste", () => "sum(j.cost_dropped)"),
  money("cost_rejected", "waste", () => "sum(j.cost_rejected)"),
  money("cost_superseded", "waste", () => "sum(j.cost_superseded)"),
  money("cost_useful", "waste", () => "sum(j.cost_useful)"),
  money("cost_open", "waste", () => "sum(j.cost_open)"),
  money("credits", "credits", () => "coalesce(sum(j.credits), 0)"),
  {
    name: "first_open",
    job: () => Prisma.raw("min(j.occurred_at) FILTER (WHERE j.unpriced_reason IS NOT NULL OR j.status = 'unknown')"),
    kept: () => Prisma.raw("min(j.first_open)"),
    decision: Prisma.sql`NULL::timestamptz`,
  },
];

/** What the waste report adds: it costs time on every job, so other questions leave it out. */
const WASTE_MEASURES: readonly Measure[] = [
  ...["failed", "duplicate", "dropped", "rejected", "superseded", "useful", "open"].map(jobsOf),
  imagesOf("duplicate", "j.images_delivered", "j.duplicate_of_id IS NOT NULL"),
  imagesOf("dropped", "j.images_delivered - j.approved", `${ORIGINAL} AND j.motif_dropped`),
  imagesOf("rejected", "j.rejected", KEPT),
  imagesOf("superseded", "j.superseded", KEPT),
  imagesOf("useful", "j.approved", ORIGINAL),
  imagesOf("open", "j.images_delivered - j.approved - j.rejected - j.superseded", KEPT),
  ...["draft", "final"].flatMap((stage) => [
    jobsWith(`${stage}_jobs`, `j.stage = '${stage}'`),
    count(`${stage}_images`, `coalesce(sum(j.images_delivered) FILTER (WHERE j.stage = '${stage}'), 0)`),
    money(`${stage}_spend`, null, () => `coalesce(sum(j.known_cost) FILTER (WHERE j.stage = '${stage}'), 0)`),
  ]),
  jobsWith("decided_jobs", "j.approved + j.rejected > 0"),
  jobsWith("approved_jobs", "j.approved > 0"),
];

const isWaste = ({ needed }: Pick<Reading, "needed">) => needed.has("classes");

export const measuresOf = (reading: Pick<Reading, "needed">): readonly Measure[] =>
  isWaste(reading) ? [...KPI_MEASURES, ...WASTE_MEASURES] : KPI_MEASURES;

/** What is kept of each day: every sum, with staff time and without; from jobs, and from sums of shorter times. */
export function keptMeasures(): { name: string; job: Prisma.Sql; kept: Prisma.Sql }[] {
  const needed: Reading["needed"] = new Set(["estimated", "variation", "waste", "credits", "classes"]);
  const [plain, full] = (["credit", "full"] as const).map((view): Reading => ({ view, approvals: "cohort", needed }));
  if (!plain || !full) throw new Error("There are two views");
  const both = new Set(["spend", "variation_spend"]);
  return measuresOf(plain).flatMap(({ name, job, kept }) => [
    { name, job: job(plain), kept: kept(plain) },
    ...(both.has(name) ? [{ name: `full_${name}`, job: job(full), kept: kept(full) }] : []),
  ]);
}

type SummedAs = Exclude<keyof Sums, "creditsByProvider" | "providers" | "campaigns">;

const counted = (column: string, where = "") => `coalesce(sum(${column})${where}, 0)::float8`;
const added = (column: string, where = "") => `trim_scale(coalesce(sum(${column})${where}, 0))::text`;
const ASSIGNED = " FILTER (WHERE assigned)";
const UNASSIGNED = " FILTER (WHERE NOT assigned)";

/** Sums of sums, for each level: counts below 2^53, money as text without trailing zeros. */
const SUMMED: Record<Exclude<SummedAs, keyof WasteCounts>, string> = {
  jobs: counted("jobs"),
  attempts: counted("attempts"),
  failedAttempts: counted("failed_attempts"),
  failedJobs: counted("failed_jobs"),
  unpricedJobs: counted("unpriced_jobs"),
  estimatedJobs: counted("estimated_jobs"),
  images: counted("images"),
  variations: counted("variations"),
  approved: counted("approved"),
  approvedWithChanges: counted("approved_with_changes"),
  rejected: counted("rejected"),
  superseded: counted("superseded"),
  variationJobs: counted("variation_jobs"),
  variationUnpriced: counted("variation_unpriced"),
  assignedJobs: counted("jobs", ASSIGNED),
  assignedUnpriced: counted("unpriced_jobs", ASSIGNED),
  creditJobs: counted("credit_jobs"),
  moneyJobs: counted("money_jobs"),
  spend: added("spend"),
  estimatedSpend: added("estimated_spend"),
  assignedSpend: added("spend", ASSIGNED),
  unassignedSpend: added("spend", UNASSIGNED),
  variationSpend: added("variation_spend"),
  wasteFailed: added("cost_failed"),
  wasteDuplicate: added("cost_duplicate"),
  wasteDropped: added("cost_dropped"),
  wasteRejected: added("cost_rejected"),
  wasteSuperseded: added("cost_superseded"),
  useful: added("cost_useful"),
  open: added("cost_open"),
};

const WASTE_SUMMED: Record<keyof WasteCounts, string> = {
  jobsFailed: counted("jobs_failed"),
  jobsDuplicate: counted("jobs_duplicate"),
  jobsDropped: counted("jobs_dropped"),
  jobsRejected: counted("jobs_rejected"),
  jobsSuperseded: counted("jobs_superseded"),
  jobsUseful: counted("jobs_useful"),
  jobsOpen: counted("jobs_open"),
  imagesDuplicate: counted("images_duplicate"),
  imagesDropped: counted("images_dropped"),
  imagesRejected: counted("images_rejected"),
  imagesSuperseded: counted("images_superseded"),
  imagesUseful: counted("images_useful"),
  imagesOpen: counted("images_open"),
  draftJobs: counted("draft_jobs"),
  draftImages: counted("draft_images"),
  draftSpend: added("draft_spend"),
  finalJobs: counted("final_jobs"),
  finalImages: counted("final_images"),
  finalSpend: added("final_spend"),
  decidedJobs: counted("decided_jobs"),
  approvedJobs: counted("approved_jobs"),
};

/** Columns of `Sums`; those that were not asked for are missing. */
export function levelSums(reading: Pick<Reading, "needed">): Prisma.Sql {
  const summed = Object.entries({ ...SUMMED, ...(isWaste(reading) ? WASTE_SUMMED : {}) });
  return Prisma.raw(
    [...summed.map(([name, sql]) => `${sql} AS "${name}"`), "min(first_open) AS first_open"].join(", "),
  );
}
