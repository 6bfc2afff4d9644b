import "server-only";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import { Prisma } from "@/prisma/generated/client";
import type { ReportContent } from "./schema";

const LOCK_KEY = 8_104_211;

/** Bookings run beside each other; a closing waits for those under way and lets none begin until it is done. */
export async function shareMonths(tx: Db, organizationId: string): Promise<void> {
  await tx.$queryRaw`${plannedOnce}SELECT pg_advisory_xact_lock_shared(hashtextextended(${organizationId}, ${LOCK_KEY}::bigint))::text`;
}
export async function holdMonths(tx: Db, organizationId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${organizationId}, ${LOCK_KEY}::bigint))::text`;
}

/** First days of the closed months, and today. */
export async function readMonths(db: Db, organizationId: string, timeZone: string) {
  const [row] = await db.$queryRaw<{ today: string; closed: string[] }[]>`${plannedOnce}
    SELECT to_char(now() AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS today,
      coalesce((SELECT array_agg(month::text) FROM closed_month WHERE organization_id = ${organizationId}::uuid), '{}') AS closed`;
  if (!row) throw new Error("There is always a today");
  return { today: row.today, closed: new Set(row.closed) };
}

export async function readSettings(db: Db, organizationId: string) {
  const row = await db.periodSetting.findUnique({
    where: { organizationId },
    select: { graceDays: true, closesItself: true },
  });
  return row ?? { graceDays: 5, closesItself: false };
}

export async function writeSettings(
  tx: Db,
  organizationId: string,
  asked: { graceDays: number; closesItself: boolean },
): Promise<void> {
  await tx.periodSetting.upsert({
    where: { organizationId },
    create: { organizationId, ...asked },
    update: asked,
    select: { organizationId: true },
  });
}

/** The first day with a job; null = none. */
export async function firstJobDay(db: Db, organizationId: string, timeZone: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ day: string | null }[]>`
    SELECT to_char(min(occurred_at) AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day FROM job
    WHERE organization_id = ${organizationId}::uuid AND voided_at IS NULL`;
  return row?.day ?? null;
}

/** The instant at which a closing looks: after every booking that it waited for. */
export async function closingInstant(tx: Db): Promise<string> {
  const [row] = await tx.$queryRaw<{ at: string }[]>`
    SELECT to_char(greatest(current_instant(), CASE WHEN coalesce(current_setting('pixelledger.instant', true), '') = ''
      THEN clock_timestamp() END) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`;
  if (!row) throw new Error("There is always an instant");
  return row.at;
}

type Report = { month: string; asOf: string; content: ReportContent; note: string | null };
type Author = { authorKind: string; authorId: string | null };

export async function insertReport(tx: Db, organizationId: string, report: Report & Author): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO period_report (organization_id, id, month, as_of, ledger_seq, content, note, author_kind, author_id)
    SELECT ${organizationId}::uuid, gen_random_uuid(), ${`${report.month}-01`}::date, ${report.asOf}::timestamptz,
      coalesce((SELECT max(seq) FROM ledger_entry WHERE organization_id = ${organizationId}::uuid), 0),
      ${JSON.stringify(report.content)}::jsonb, ${report.note}, ${report.authorKind}, ${report.authorId}::uuid
    RETURNING id::text`;
  if (!row) throw new Error("The report was not kept");
  return row.id;
}

export async function insertReopening(
  tx: Db,
  organizationId: string,
  { reportId, reason, authorKind, authorId }: { reportId: string; reason: string } & Author,
): Promise<void> {
  await tx.periodReopening.create({
    data: { organizationId, reportId, reason, authorKind, authorId },
    select: { reportId: true },
  });
}

export type KeptReport = {
  id: string;
  month: string;
  asOf: string;
  content: ReportContent;
  note: string | null;
  by: string | null;
  reopened: { at: string; by: string | null; reason: string } | null;
  laterAmount: string;
  laterEntries: number;
};

const iso = (column: string) => Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);
const nameOf = (row: string) =>
  Prisma.raw(`(SELECT coalesce(person.name, key.name) FROM (SELECT 1) one
  LEFT JOIN member author ON ${row}.author_kind = 'member' AND author.organization_id = ${row}.organization_id AND author.id = ${row}.author_id
  LEFT JOIN app_user person ON person.id = author.user_id
  LEFT JOIN api_key key ON ${row}.author_kind = 'api_key' AND key.organization_id = ${row}.organization_id AND key.id = ${row}.author_id)`);

/**
 * Reports, newest first, each with what was booked for the days of its month since then (in these cost centres; null =
 * all). @param month YYYY-MM; null = of all months
 */
export async function readReports(
  db: Db,
  {
    organizationId,
    timeZone,
    month,
    scope,
  }: {
    organizationId: string;
    timeZone: string;
    month: string | null;
    scope: readonly string[] | null;
  },
): Promise<KeptReport[]> {
  const one = month === null ? null : `${month}-01`;
  return db.$queryRaw<KeptReport[]>`
    SELECT r.id::text, to_char(r.month, 'YYYY-MM') AS month, ${iso("r.as_of")} AS "asOf", r.content, r.note, ${nameOf("r")} AS by,
      CASE WHEN o.report_id IS NOT NULL THEN json_build_object('at', ${iso("o.created_at")}, 'by', ${nameOf("o")}, 'reason', o.reason) END AS reopened,
      later.amount AS "laterAmount", later.entries AS "laterEntries"
    FROM period_report r
    LEFT JOIN period_reopening o ON o.organization_id = r.organization_id AND o.report_id = r.id
    CROSS JOIN LATERAL (
      SELECT trim_scale(coalesce(sum(e.amount), 0))::text AS amount, count(*)::int AS entries FROM ledger_entry e
      WHERE e.organization_id = r.organization_id AND e.seq > r.ledger_seq AND e.job_id IS NOT NULL
        AND to_char(e.occurred_at AT TIME ZONE ${timeZone}, 'YYYY-MM') = to_char(r.month, 'YYYY-MM')
        AND (${scope}::uuid[] IS NULL OR e.cost_center_id = ANY(${scope}::uuid[]))) later
    WHERE r.organization_id = ${organizationId}::uuid AND (${one}::date IS NULL OR r.month = ${one}::date)
    ORDER BY r.month DESC, r.as_of DESC`;
}

/** Σ of what is booked in a month for jobs: of its own days, and of earlier ones. */
export async function bookedIn(db: Db, organizationId: string, month: string, timeZone: string) {
  const [row] = await db.$queryRaw<{ ownDays: string; earlierDays: string }[]>`
    SELECT trim_scale(coalesce(sum(amount) FILTER (WHERE own), 0))::text AS "ownDays",
      trim_scale(coalesce(sum(amount) FILTER (WHERE NOT own), 0))::text AS "earlierDays"
    FROM (SELECT amount, to_char(occurred_at AT TIME ZONE ${timeZone}, 'YYYY-MM') = ${month} AS own FROM ledger_entry
      WHERE organization_id = ${organizationId}::uuid AND job_id IS NOT NULL AND booked_period = ${`${month}-01`}::date) e`;
  return row ?? { ownDays: "0", earlierDays: "0" };
}

/** Organizations whose months close by themselves. */
export async function organizationsThatClose(db: Db): Promise<string[]> {
  const rows = await db.periodSetting.findMany({ where: { closesItself: true }, select: { organizationId: true } });
  return rows.map(({ organizationId }) => organizationId);
}
