import { z } from "zod";
import { codes } from "@/lib/core/schema";
import { checkDays, jobFilterParams, toJobFilter } from "@/lib/jobs/schema/list";
import { COLUMN_KEYS, isColumnKey } from "@/lib/kpi/rules/columns";
import { toSort } from "@/lib/kpi/rules/table";
import { checkKpiParams, filterable, kpiParams, toKpiQuery } from "@/lib/kpi/schema";
import { month } from "@/lib/periods/schema";

/** `en`: comma and decimal point. `de`: semicolon, decimal comma and a byte order mark, as German spreadsheets expect. */
const dialect = z.enum(["en", "de"]).default("en");
export type Dialect = z.infer<typeof dialect>;

const columnKey = z.string().transform((text, context) => {
  if (isColumnKey(text)) return text;
  context.addIssue({ code: "custom", message: `"${text}" is none of ${COLUMN_KEYS.join(", ")}` });
  return z.NEVER;
});

/** A table as somebody sees it: these columns, in this order, sorted and searched like this. */
const viewParams = {
  columns: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [value].flat().join(",").split(","))
    .pipe(z.array(columnKey).max(COLUMN_KEYS.length))
    .optional(),
  compare: z.enum(["previous"]).optional(),
  /** A figure or `name`; with a minus before it, highest first. */
  sort: z
    .string()
    .transform((text, context) => {
      const sort = toSort(text);
      if (sort) return sort;
      context.addIssue({ code: "custom", message: `"${text}" is neither name nor one of ${COLUMN_KEYS.join(", ")}` });
      return z.NEVER;
    })
    .optional(),
  /** Rows with this text in code or name … */
  q: z.string().max(200).optional(),
  /** … or with these codes; an empty one for the row without a value. */
  row: codes,
  layout: z.enum(["nested", "pivot"]).default("nested"),
};

/** `GET /exports/kpis.csv`: the query of `GET /kpis` as a file; with `columns` the table as it is seen. */
export const kpisExportQuery = filterable({ ...kpiParams, ...viewParams, dialect })
  .superRefine((sent, context) => {
    checkKpiParams(sent, context);
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    const dimensions = sent.groupBy?.length ?? 0;
    if (sent.columns && dimensions === 0) refuse("groupBy", "A table with columns needs groupBy");
    if (sent.columns && (sent.interval || sent.top || sent.fields))
      refuse("columns", "columns goes without interval, top and fields");
    if (!sent.columns && (sent.compare || sent.sort || sent.q || sent.row || sent.layout === "pivot"))
      refuse("columns", "compare, sort, q, row and layout need columns");
    if (sent.layout === "pivot" && (dimensions !== 2 || sent.columns?.length !== 1 || sent.compare))
      refuse("layout", "A pivot has two dimensions and one column, and compares nothing");
  })
  .transform(({ dialect: chosen, columns, compare, sort, q, row, layout, ...query }) => ({
    dialect: chosen,
    query: toKpiQuery(query),
    view: columns
      ? {
          columns,
          compare: compare === "previous",
          sort: sort ?? { by: columns[0] ?? "spend", descending: true },
          search: { text: q ?? "", codes: row ?? [] },
          layout,
        }
      : null,
  }));
export type KpisExportQuery = z.output<typeof kpisExportQuery>;
export type TableView = NonNullable<KpisExportQuery["view"]>;

/** `GET /exports/months.csv?month=2026-03`: the report of a month, as a file. */
export const monthExportQuery = z.strictObject({ month, dialect });
export type MonthExportQuery = z.output<typeof monthExportQuery>;

/** `GET /exports/jobs.csv`: the filters of the job list, as a file. */
export const jobsExportQuery = filterable({ ...jobFilterParams, dialect })
  .superRefine(checkDays)
  .transform(({ dialect: chosen, ...rest }) => ({ dialect: chosen, ...toJobFilter(rest) }));
export type JobsExportQuery = z.output<typeof jobsExportQuery>;
