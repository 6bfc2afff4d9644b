import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Moved } from "../rules/explain";
import { MOVING_SUMS } from "../rules/fields";
import { NOTHING_SUMMED, type Sums } from "../rules/sums";
import type { Cause } from "../schema/history";
import { jobsAt, wasKnown } from "./as-of";
import { levelSums, measuresOf, type Reading } from "./measures";

type Question = {
  organizationId: string;
  condition: Prisma.Sql;
  from: string;
  until: string;
  view: Reading["view"];
  /** The two instants. */
  before: string;
  after: string;
};

/** The jobs that changed between two instants, by what changed them, with their sums at both. */
export async function readMoved(db: Db, question: Question): Promise<Moved[]> {
  const { organizationId, condition, from, until, before, after } = question;
  const inScope = (asOf: string) => Prisma.sql`SELECT j.* FROM ${jobsAt(organizationId, asOf)} j
    WHERE ${condition} AND j.voided_at IS NULL
      AND j.occurred_at >= ${from}::timestamptz AND j.occurred_at < ${until}::timestamptz`;
  const isVoid = Prisma.sql`EXISTS (SELECT 1 FROM job v WHERE v.organization_id = ${organizationId}::uuid AND v.id = b.id
    AND v.voided_at IS NOT NULL AND coalesce(v.valid_from, v.recorded_at) <= ${after}::timestamptz)`;
  const reading: Reading = { view: question.view, approvals: "cohort", needed: MOVING_SUMS };
  const measures = Prisma.join(
    measuresOf(reading).map(({ name, job }) => Prisma.sql`${job(reading)} AS ${Prisma.raw(name)}`),
    ", ",
  );
  const added = levelSums(reading)
    .map(({ name, sql }) => `${sql} AS "${name}"`)
    .join(", ");
  const sums = (which: "before" | "after") => Prisma.sql`
    SELECT cause, ${which}::text AS which, ${Prisma.raw(added)} FROM (
      SELECT c.cause, NOT e.unassigned AS assigned, ${measures}
      FROM ${Prisma.raw(which === "before" ? "was" : "now_is")} j JOIN causes c ON c.id = j.id
      JOIN campaign x ON x.organization_id = ${organizationId}::uuid AND x.id = j.campaign_id
      JOIN campaign e ON e.organization_id = ${organizationId}::uuid AND e.id = x.effective_id
      GROUP BY 1, 2) one GROUP BY cause`;
  const rows = await db.$queryRaw<(Sums & { cause: Cause; which: "before" | "after" })[]>`
    WITH was AS MATERIALIZED (${inScope(before)}), now_is AS MATERIALIZED (${inScope(after)}),
    causes AS MATERIALIZED (
      SELECT coalesce(b.id, a.id) AS id, CASE
        WHEN b.id IS NULL AND NOT ${wasKnown(organizationId, Prisma.raw("a.id"), before)} THEN 'lateJobs'
        WHEN a.id IS NULL AND ${isVoid} THEN 'voided'
        WHEN b.id IS NULL OR a.id IS NULL OR a.revision <> b.revision THEN 'corrected'
        WHEN b.unpriced_reason IS NOT NULL AND (a.unpriced_reason IS NULL OR a.known_cost <> b.known_cost) THEN 'priced'
        ELSE 'decided' END AS cause
      FROM was b FULL JOIN now_is a ON a.id = b.id
      WHERE b.id IS NULL OR a.id IS NULL OR (b.*) IS DISTINCT FROM (a.*))
    ${sums("before")} UNION ALL ${sums("after")}`;
  const at = (cause: Cause, which: string): Sums => {
    const found = rows.find((row) => row.cause === cause && row.which === which);
    return found ? { ...NOTHING_SUMMED, ...found, creditsByProvider: {}, providers: 0, campaigns: 0 } : NOTHING_SUMMED;
  };
  return [...new Set(rows.map(({ cause }) => cause))].map((cause) => {
    const [was, now] = [at(cause, "before"), at(cause, "after")];
    return { cause, jobs: Math.max(was.jobs, now.jobs), before: was, after: now };
  });
}
