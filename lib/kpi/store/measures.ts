import "server-only";
import { Prisma } from "@/prisma/generated/client";
import { CAMPAIGN_SUMS, CREDIT_SUMS, type Needed, needsAny, type SumName } from "../rules/fields";

/** What is asked of the jobs' columns. */
export type Reading = {
  view: "credit" | "full";
  approvals: "cohort" | "period";
  /** Sums that nobody asked for are left out: they cost time on every job, and with every answer. */
  needed: Needed;
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
const money = (name: string, sql: (reading: Reading) => string): Measure => ({
  name,
  job: (reading) => Prisma.raw(sql(reading)),
  kept: () => sumOf(name),
  decision: NO_MONEY,
});

/** Staff time is in it or not; sums are kept of both. */
const cost = (name: string, sql: (costs: string) => string): Measure => ({
  ...money(name, (reading) => sql(costOf(reading))),
  kept: ({ view }) => sumOf(view === "full" ? `full_${name}` : name),
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

const MEASURES: readonly Measure[] = [
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
  cost("spend", (costs) => `sum(${costs})`),
  money("estimated_spend", () => "sum(j.estimated_cost)"),
  cost("variation_spend", (costs) => `coalesce(sum(${costs}) FILTER (WHERE j.kind = 'variation'), 0)`),
  money("cost_failed", () => "sum(j.cost_failed)"),
  money("cost_duplicate", () => "sum(j.cost_duplicate)"),
  money("cost_dropped", () => "sum(j.cost_dropped)"),
  money("cost_rejected", () => "sum(j.cost_rejected)"),
  money("cost_superseded", () => "sum(j.cost_superseded)"),
  money("cost_useful", () => "sum(j.cost_useful)"),
  money("cost_open", () => "sum(j.cost_open)"),
  money("credits", () => "coalesce(sum(j.credits), 0)"),
  {
    name: "first_open",
    job: () => Prisma.raw("min(j.occurred_at) FILTER (WHERE j.unpriced_reason IS NOT NULL OR j.status = 'unknown')"),
    kept: () => Prisma.raw("min(j.first_open)"),
    decision: Prisma.sql`NULL::timestamptz`,
  },
  // What the waste report adds.
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
    money(`${stage}_spend`, () => `coalesce(sum(j.known_cost) FILTER (WHERE j.stage = '${stage}'), 0)`),
  ]),
  jobsWith("decided_jobs", "j.approved + j.rejected > 0"),
  jobsWith("approved_jobs", "j.approved > 0"),
];

/** What is kept of each day: every sum, with staff time and without; from jobs, and from sums of shorter times. */
export function keptMeasures(): { name: string; job: Prisma.Sql; kept: Prisma.Sql }[] {
  const [plain, full] = (["credit", "full"] as const).map(
    (view): Reading => ({ view, approvals: "cohort", needed: new Set() }),
  );
  if (!plain || !full) throw new Error("There are two views");
  const both = new Set(["spend", "variation_spend"]);
  return MEASURES.flatMap(({ name, job, kept }) => [
    { name, job: job(plain), kept: kept(plain) },
    ...(both.has(name) ? [{ name: `full_${name}`, job: job(full), kept: kept(full) }] : []),
  ]);
}

/** A sum of sums: the measure it adds, and how. Counts below 2^53; money as text without trailing zeros. */
type Summed = { of: string; as: "count" | "money"; where?: string };

const counted = (of: string, where?: string): Summed => ({ of, as: "count", ...(where ? { where } : {}) });
const added = (of: string, where?: string): Summed => ({ of, as: "money", ...(where ? { where } : {}) });
const ASSIGNED = "assigned";
const UNASSIGNED = "NOT assigned";

/** What is added per campaign or provider is read from statements of its own. */
type SummedAs = Exclude<SumName, "creditsByProvider" | "providers" | "campaigns">;

const SUMMED: Record<SummedAs, Summed> = {
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

const neededOf = ({ needed }: Pick<Reading, "needed">) =>
  (Object.entries(SUMMED) as [SummedAs, Summed][]).filter(([name]) => needed.has(name));

/** Always read: what groups are ranked by, who counts as having been there, and until when all is known. */
const ALWAYS = ["spend", "jobs", "first_open"];

/** What is read of each job, or of its sums, for what is asked. */
export function measuresOf(reading: Pick<Reading, "needed">): readonly Measure[] {
  const credits = needsAny(reading.needed, CREDIT_SUMS) ? ["credits", "credit_jobs"] : [];
  const names = new Set([...ALWAYS, ...credits, ...neededOf(reading).map(([, { of }]) => of)]);
  return MEASURES.filter(({ name }) => names.has(name));
}

/** Whether pictures are counted by class, for which motifs must be looked at. */
export const readsMotifs = (reading: Pick<Reading, "needed">): boolean =>
  measuresOf(reading).some(({ name }) => name.startsWith("images_"));

export const readsCampaigns = ({ needed }: Pick<Reading, "needed">): boolean => needsAny(needed, CAMPAIGN_SUMS);
export const readsCredits = ({ needed }: Pick<Reading, "needed">): boolean => needsAny(needed, CREDIT_SUMS);

function sumOfSums({ of, as, where }: Summed): string {
  const sum = `coalesce(sum(${of})${where ? ` FILTER (WHERE ${where})` : ""}, 0)`;
  return as === "count" ? `${sum}::float8` : `trim_scale(${sum})::text`;
}

/** The sums that were asked for, by their names in `Sums`. */
export function levelSums(reading: Pick<Reading, "needed">): { name: SummedAs; sql: string }[] {
  return neededOf(reading).map(([name, summed]) => ({ name, sql: sumOfSums(summed) }));
}
