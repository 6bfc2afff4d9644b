import { z } from "zod";
import { codes, uuid } from "@/lib/core/schema";
import { STATUSES } from "@/lib/jobs/schema";
import { checkKpiParams, filterable, filterOf, kpiParams, toKpiQuery } from "@/lib/kpi/schema";

/** `en`: comma and decimal point. `de`: semicolon, decimal comma and a byte order mark, as German spreadsheets expect. */
const dialect = z.enum(["en", "de"]).default("en");
export type Dialect = z.infer<typeof dialect>;

/** `GET /exports/kpis.csv`: the query of `GET /kpis`, as a file. */
export const kpisExportQuery = filterable({ ...kpiParams, dialect })
  .superRefine(checkKpiParams)
  .transform(({ dialect: chosen, ...query }) => ({ dialect: chosen, query: toKpiQuery(query) }));
export type KpisExportQuery = z.output<typeof kpisExportQuery>;

const jobsExportParams = {
  from: kpiParams.from.optional(),
  to: kpiParams.to.optional(),
  status: codes.pipe(z.array(z.enum(STATUSES)).optional()),
  unpriced: z.stringbool().optional(),
  duplicate: z.stringbool().optional(),
  state: z.enum(["live", "void", "all"]).default("live"),
  importId: uuid.optional(),
  q: z
    .string()
    .max(200)
    .refine((text) => !text.includes("\0"), "Contains NUL")
    .optional(),
  dialect,
};

/** `GET /exports/jobs.csv`: the filters of the job list, as a file. */
export const jobsExportQuery = filterable(jobsExportParams)
  .superRefine(({ from, to }, context) => {
    if (from && to && from > to)
      context.addIssue({ code: "custom", path: ["to"], message: "The last day is before the first" });
  })
  .transform(({ from, to, status, unpriced, duplicate, state, importId, q, dialect: chosen, ...rest }) => ({
    from: from ?? null,
    to: to ?? null,
    status: status ?? null,
    unpriced: unpriced ?? null,
    duplicate: duplicate ?? null,
    state,
    importId: importId ?? null,
    q: q?.trim() || null,
    dialect: chosen,
    filter: filterOf(rest),
  }));
export type JobsExportQuery = z.output<typeof jobsExportQuery>;
