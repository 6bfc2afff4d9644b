import { z } from "zod";
import { codes, pageOf, pageQuery, uuid } from "@/lib/core/schema";
import { CLASSES } from "@/lib/kpi/rules/vocabulary";
import { filterable, filterOf } from "@/lib/kpi/schema";
import { STATUSES } from "../rules/vocabulary";
import { job } from "../schema";

/** What job list and job export can be filtered by, besides the dimensions of the KPIs. */
export const jobFilterParams = {
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  status: codes.pipe(z.array(z.enum(STATUSES)).optional()),
  unpriced: z.stringbool().optional(),
  duplicate: z.stringbool().optional(),
  /** Jobs with money of one of these classes: failed, duplicate, dropped, rejected, superseded, useful, open. */
  waste: codes.pipe(z.array(z.enum(CLASSES)).optional()),
  state: z.enum(["live", "void", "all"]).default("live"),
  importId: uuid.optional(),
  /** Free text over external id, model, motif and campaign. */
  q: z
    .string()
    .max(200)
    .refine((text) => !text.includes("\0"), "Contains NUL")
    .optional(),
};
type JobFilterParams = z.output<z.ZodObject<typeof jobFilterParams>>;

export function checkDays(
  { from, to }: Pick<JobFilterParams, "from" | "to">,
  context: { addIssue: (issue: { code: "custom"; path: string[]; message: string }) => void },
): void {
  if (from && to && from > to)
    context.addIssue({ code: "custom", path: ["to"], message: "The last day is before the first" });
}

/** A parsed query as the service takes it: dimensions apart, absent as null. */
export function toJobFilter(params: JobFilterParams) {
  const { from, to, status, unpriced, duplicate, waste, state, importId, q, ...rest } = params;
  return {
    from: from ?? null,
    to: to ?? null,
    status: status ?? null,
    unpriced: unpriced ?? null,
    duplicate: duplicate ?? null,
    waste: waste ?? null,
    state,
    importId: importId ?? null,
    q: q?.trim() || null,
    filter: filterOf(rest),
  };
}
export type JobFilter = ReturnType<typeof toJobFilter>;

export const jobListQuery = filterable({ ...pageQuery.shape, ...jobFilterParams })
  .superRefine(checkDays)
  .transform(({ limit, cursor, ...rest }) => ({ limit, cursor: cursor ?? null, ...toJobFilter(rest) }));
export type JobListQuery = z.output<typeof jobListQuery>;

export const pageOfJobs = pageOf(job);
