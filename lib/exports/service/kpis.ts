import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { type Days, dayIn, previousPeriod } from "@/lib/core/period";
import { toPivot, toTable } from "@/lib/kpi/rules/table";
import type { KpiAnswer, KpiQuery } from "@/lib/kpi/schema";
import { computeKpis, computeKpisTogether } from "@/lib/kpi/service";
import { type Cell, csvLine, opening } from "../rules/csv";
import { kpiTable } from "../rules/kpi-table";
import { noteLines } from "../rules/notes";
import { pivotTable, viewTable } from "../rules/view-table";
import type { Dialect, KpisExportQuery, TableView } from "../schema";

/** The answer of `GET /kpis` as a file: the same call, so the same numbers. */
export async function exportKpis(actor: Actor, { dialect, query, view }: KpisExportQuery, now = new Date()) {
  authorise(actor, "exports:read");
  if (view) return exportTable(actor, { query, view, dialect, today: dayIn(actor.organization.timeZone, now) });
  const answer = await computeKpis(actor, query);
  return file(actor, { answer, query, dialect, more: {}, lines: kpiTable(answer, query, dialect) });
}

type Asked = { query: KpiQuery; view: TableView; dialect: Dialect; today: string };

type Question = { first: KpiQuery; both: KpiQuery | null; second: KpiQuery | null };

/** By the first dimension, by both, and for a pivot by the second. */
function questionsOf(query: KpiQuery, isPivot: boolean): Question {
  const [first, ...rest] = query.groupBy;
  const by = (groupBy: KpiQuery["groupBy"]): KpiQuery => ({ ...query, groupBy });
  return {
    first: by(first ? [first] : []),
    both: rest.length > 0 ? query : null,
    second: isPivot ? by(rest) : null,
  };
}

/** What the lines above the table say of how it is seen. */
function noteOf({ sort, search }: TableView, before: Days | null): Record<string, string> {
  const searched = [search.text, ...search.codes.map((code) => code || "(none)")].filter(Boolean).join(" or ");
  return {
    sorted: sort.descending ? `${sort.by}, highest first` : sort.by,
    ...(searched ? { rows: `those with ${searched}; the total is of all rows` } : {}),
    ...(before ? { "compared with": `${before.from} to ${before.to}` } : {}),
  };
}

/** A table as it is seen: the answers to its questions are of one moment. */
async function exportTable(actor: Actor, { query, view, dialect, today }: Asked) {
  const days = view.compare ? previousPeriod(query, today) : null;
  const now = questionsOf(query, view.layout === "pivot");
  const earlier = days ? questionsOf({ ...query, ...days }, false) : null;
  const questions = [now.first, now.both, now.second, earlier?.first, earlier?.both];
  const answers = await computeKpisTogether(
    actor,
    questions.filter((question) => question !== null && question !== undefined),
  );
  const next = (question: KpiQuery | null | undefined) => (question ? (answers.shift() ?? null) : null);
  const [groups, parts, across, groupsBefore, partsBefore] = questions.map(next);
  if (!groups) throw new Error("The first question is always asked");
  const { columns, sort, search } = view;
  const asked = { dimensions: query.groupBy, sort, search };
  const more = noteOf(view, days);
  if (parts && across) {
    const model = toPivot({ groups, parts, across }, asked);
    const column = columns[0] ?? "spend";
    const hidden = model.hidden > 0 ? { "columns left out": String(model.hidden) } : {};
    const lines = pivotTable(model, query.groupBy, column);
    return file(actor, { answer: groups, query, dialect, more: { figure: column, ...more, ...hidden }, lines });
  }
  const before = groupsBefore ? { groups: groupsBefore, parts: partsBefore ?? null } : null;
  const model = toTable({ groups, parts: parts ?? null }, before, asked);
  return file(actor, { answer: groups, query, dialect, more, lines: viewTable(model, query.groupBy, columns) });
}

type Written = {
  answer: KpiAnswer;
  query: KpiQuery;
  dialect: Dialect;
  more: Readonly<Record<string, string>>;
  lines: readonly (readonly Cell[])[];
};

function file(actor: Actor, { answer, query, dialect, more, lines }: Written) {
  const { from, to, timeZone } = answer.range;
  const notes = noteLines(
    {
      title: "KPIs",
      organization: actor.organization.name,
      from,
      to,
      timeZone,
      currency: answer.currency,
      asOf: answer.asOf,
      filters: query.filter,
      limitedTo: answer.limitedTo,
      more: { ...labels(query, answer.completeUntil), ...more },
    },
    dialect,
  );
  const table = lines.map((cells) => csvLine(cells, dialect));
  return { name: `kpis-${from}-${to}.csv`, pieces: once(opening(dialect) + notes + table.join("")) };
}

function labels(query: KpiQuery, completeUntil: string): Record<string, string> {
  const namesTraining = query.training || query.groupBy.includes("kind") || query.filter.kind !== undefined;
  return {
    "data complete until": completeUntil,
    view: query.view === "full" ? "full cost: credit cost and staff time" : "credit cost",
    approvals:
      query.approvals === "period" ? "decisions taken in the range" : "decisions about the pictures of the range",
    training: namesTraining ? "included" : "left out",
  };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
