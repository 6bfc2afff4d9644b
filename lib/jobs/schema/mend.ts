import { z } from "zod";
import { decimalText, pageQuery, uuid } from "@/lib/core/schema";
import { filterable } from "@/lib/kpi/schema";
import { jobInput } from "../schema";
import { checkDays, jobFilterParams, toJobFilter } from "./list";

/** Jobs that one correction can move. */
export const MOST_MENDED = 10_000;

/** The places that many jobs can be moved to at once; null takes the assignment away. */
export const MENDED_FIELDS = ["campaign", "costCenter", "market", "channel", "motif"] as const;
export type MendedField = (typeof MENDED_FIELDS)[number];

const { campaign, market, channel, motif } = jobInput.shape;
const assignment = {
  campaign: campaign.unwrap().nullable().optional(),
  /** Without it, a job goes to the cost centre that its campaign belonged to on the job's day. */
  costCenter: campaign.unwrap().optional(),
  market: market.unwrap().nullable().optional(),
  channel: channel.unwrap().nullable().optional(),
  motif: motif.unwrap().nullable().optional(),
};

/** The filters of GET /jobs, as JSON has them. */
const jobsWanted = filterable({
  ...jobFilterParams,
  unpriced: z.boolean().optional(),
  duplicate: z.boolean().optional(),
})
  .superRefine(checkDays)
  .transform(toJobFilter);

const which = {
  ids: z.array(uuid).min(1).max(MOST_MENDED, "At most 10,000 jobs in one correction").optional(),
  filter: jobsWanted.optional(),
};

type Asked = { ids?: unknown; filter?: unknown } & { [F in MendedField]?: unknown };
type Context = { addIssue: (issue: { code: "custom"; path: string[]; message: string }) => void };

function checkAsked(asked: Asked, context: Context): void {
  const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if ((asked.ids === undefined) === (asked.filter === undefined))
    refuse("filter", "Name the jobs by ids or by a filter");
  if (MENDED_FIELDS.every((field) => asked[field] === undefined))
    refuse("campaign", `Name what to assign: ${MENDED_FIELDS.join(", ")}`);
}

/** POST /jobs/corrections/preview */
export const mendPreviewInput = z.strictObject({ ...which, ...assignment }).superRefine(checkAsked);
export type MendPreviewInput = z.output<typeof mendPreviewInput>;

/** POST /jobs/corrections: `preview` is what the preview answered; another set of jobs is a conflict. */
export const mendInput = z
  .strictObject({
    ...which,
    ...assignment,
    reason: z.string().trim().min(1, "This is empty").max(500, "At most 500 characters"),
    preview: z.string().regex(/^[0-9a-f]{64}$/, "Send what the preview answered"),
  })
  .superRefine(checkAsked);
export type MendInput = z.output<typeof mendInput>;

/**
 * Why a job stays as it is: NOT_FOUND: no such live job; NO_CAMPAIGN: a job without a campaign is on no cost centre;
 * CHANGED_SINCE: it was changed after the run that is undone.
 */
const SKIPPED = ["NOT_FOUND", "NO_CAMPAIGN", "CHANGED_SINCE"] as const;
export type Skipped = (typeof SKIPPED)[number];

const move = z.object({
  dimension: z.enum(MENDED_FIELDS),
  /** As reads show it after merges, a motif as CAMPAIGN/motif; null: without a motif. */
  code: z.string().nullable(),
  name: z.string().nullable(),
  jobsBefore: z.number(),
  jobsAfter: z.number(),
  /** Known cost of the jobs that change, before and after: the same sum over all codes of a dimension. */
  before: decimalText,
  after: decimalText,
});
export type Move = z.infer<typeof move>;

const mended = {
  /** Jobs that change. */
  jobs: z.number(),
  /** Jobs that say so already. */
  unchanged: z.number(),
  skipped: z.array(z.object({ code: z.enum(SKIPPED), jobs: z.number() })),
  /** Known cost of the jobs that change. */
  cost: decimalText,
  currency: z.string(),
  unpriced: z.number(),
  /** For every dimension that changes, each code that loses or gains. */
  moves: z.array(move),
  /** Jobs of closed months whose money moves: booked in the current month, shown as booked later. */
  bookedLater: z.object({ jobs: z.number(), cost: decimalText, months: z.array(z.string()) }),
};

export const mendPreview = z.object({ ...mended, preview: z.string() });
export type MendPreview = z.infer<typeof mendPreview>;

export const mendAnswer = z.object({ ...mended, id: z.string(), undoes: z.string().nullable() });
export type MendAnswer = z.infer<typeof mendAnswer>;

export const runPath = z.strictObject({ id: uuid });
export const runsQuery = z.strictObject(pageQuery.shape);
export type RunsQuery = z.output<typeof runsQuery>;

const run = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string().nullable(),
  reason: z.string(),
  /** What was assigned; empty for a run that undoes another. */
  changes: z.partialRecord(z.enum(MENDED_FIELDS), z.string().nullable()),
  jobs: z.number(),
  cost: decimalText,
  currency: z.string(),
  undoes: z.string().nullable(),
  undoneBy: z.string().nullable(),
});
export type Run = z.infer<typeof run>;
export const runsPage = z.object({ data: z.array(run), nextCursor: z.string().nullable() });

/** GET /jobs/count: how many jobs a filter finds, and what could be decided on. */
export const jobCountQuery = filterable(jobFilterParams).superRefine(checkDays).transform(toJobFilter);
export const jobCount = z.object({ jobs: z.number(), pictures: z.number(), waiting: z.number() });
export type JobCount = z.infer<typeof jobCount>;
