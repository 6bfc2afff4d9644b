import { z } from "zod";
import { checkDays, jobFilterParams, toJobFilter } from "@/lib/jobs/schema/list";
import { checkKpiParams, filterable, kpiParams, toKpiQuery } from "@/lib/kpi/schema";

/** `en`: comma and decimal point. `de`: semicolon, decimal comma and a byte order mark, as German spreadsheets expect. */
const dialect = z.enum(["en", "de"]).default("en");
export type Dialect = z.infer<typeof dialect>;

/** `GET /exports/kpis.csv`: the query of `GET /kpis`, as a file. */
export const kpisExportQuery = filterable({ ...kpiParams, dialect })
  .superRefine(checkKpiParams)
  .transform(({ dialect: chosen, ...query }) => ({ dialect: chosen, query: toKpiQuery(query) }));
export type KpisExportQuery = z.output<typeof kpisExportQuery>;

/** `GET /exports/jobs.csv`: the filters of the job list, as a file. */
export const jobsExportQuery = filterable({ ...jobFilterParams, dialect })
  .superRefine(checkDays)
  .transform(({ dialect: chosen, ...rest }) => ({ dialect: chosen, ...toJobFilter(rest) }));
export type JobsExportQuery = z.output<typeof jobsExportQuery>;
