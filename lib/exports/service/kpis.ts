import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import type { KpiQuery } from "@/lib/kpi/schema";
import { computeKpis } from "@/lib/kpi/service";
import { csvLine, opening } from "../rules/csv";
import { kpiTable } from "../rules/kpi-table";
import { noteLines } from "../rules/notes";
import type { KpisExportQuery } from "../schema";

/** The answer of `GET /kpis` as a file: the same call, so the same numbers. */
export async function exportKpis(actor: Actor, { dialect, query }: KpisExportQuery) {
  authorise(actor, "exports:read");
  const answer = await computeKpis(actor, query);
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
      more: labels(query, answer.completeUntil),
    },
    dialect,
  );
  const lines = kpiTable(answer, query, dialect).map((cells) => csvLine(cells, dialect));
  return { name: `kpis-${from}-${to}.csv`, pieces: once(opening(dialect) + notes + lines.join("")) };
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
