import "server-only";
import { type Actor, type AuthorKind, authorOf } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Lot, Plan, Taken } from "./rules";
import type { WalletEntry, WalletEntryInput } from "./schema";

export type WalletRow = {
  id: string;
  code: string;
  name: string;
  provider: string;
  providerName: string;
  archived: boolean;
};

export async function selectWallets(db: Db, organizationId: string, id: string | null): Promise<WalletRow[]> {
  return db.$queryRaw<WalletRow[]>`
    SELECT w.id::text, w.code, w.name, p.code AS provider, p.name AS "providerName", w.archived_at IS NOT NULL AS archived
    FROM wallet w JOIN provider p ON p.organization_id = w.organization_id AND p.id = w.provider_id
    WHERE w.organization_id = ${organizationId}::uuid AND (${id}::uuid IS NULL OR w.id = ${id}::uuid)
    ORDER BY p.name, w.code`;
}

// A correction of an entry does the opposite of what the entry did.
const COMES_IN = Prisma.raw(`coalesce(o.type, e.type) IN ('grant', 'purchase', 'refund')`);
const ENTRIES = Prisma.raw(`ledger_entry e
  LEFT JOIN ledger_entry o ON o.organization_id = e.organization_id AND o.id = e.reverses_id`);

export type Movement = { walletId: string; unit: string; taken: Taken[] };

/**
 * What each day took from each wallet, in the organization's zone. Entries are read from an index that holds no others;
 * only the few that take one back are joined with what they take back.
 */
export async function selectTaken(
  db: Db,
  { id: organizationId, timeZone }: { id: string; timeZone: string },
  walletId: string | null,
): Promise<Movement[]> {
  const mine = Prisma.sql`e.organization_id = ${organizationId}::uuid
    AND (${walletId}::uuid IS NULL OR e.wallet_id = ${walletId}::uuid) AND e.unit !~ '^[A-Z]{3}$'`;
  const day = Prisma.sql`(e.occurred_at AT TIME ZONE ${timeZone})::date`;
  const rows = await db.$queryRaw<(Taken & { walletId: string; unit: string })[]>`
    SELECT wallet_id::text AS "walletId", unit, day::text,
      coalesce(sum(quantity) FILTER (WHERE type = 'usage'), 0)::text AS used,
      coalesce(sum(quantity) FILTER (WHERE type = 'expiry'), 0)::text AS expired
    FROM (
      SELECT e.wallet_id, e.unit, ${day} AS day, e.type, e.quantity FROM ledger_entry e
      WHERE ${mine} AND e.reverses_id IS NULL AND e.type IN ('usage', 'expiry')
      UNION ALL
      SELECT e.wallet_id, e.unit, ${day}, o.type, e.quantity FROM ledger_entry e
      JOIN ledger_entry o ON o.organization_id = e.organization_id AND o.id = e.reverses_id
      WHERE ${mine} AND e.reverses_id IS NOT NULL AND o.type IN ('usage', 'expiry')) taken
    GROUP BY wallet_id, unit, day`;
  return grouped(rows, ({ day, used, expired }) => ({ day, used, expired })).map(({ rows: taken, ...key }) => ({
    ...key,
    taken,
  }));
}

function grouped<R extends { walletId: string; unit: string }, T>(rows: readonly R[], pick: (row: R) => T) {
  const groups = new Map<string, { walletId: string; unit: string; rows: T[] }>();
  for (const row of rows) {
    const { walletId, unit } = row;
    const key = `${walletId} ${unit}`;
    const group = groups.get(key) ?? { walletId, unit, rows: [] };
    group.rows.push(pick(row));
    groups.set(key, group);
  }
  return [...groups.values()];
}

export type WalletLots = { walletId: string; unit: string; lots: Lot[] };

/** What came in by entry, without what was taken back. */
export async function selectLots(
  db: Db,
  { id: organizationId, timeZone }: { id: string; timeZone: string },
  walletId: string | null,
): Promise<WalletLots[]> {
  const rows = await db.$queryRaw<(Lot & { walletId: string; unit: string })[]>`
    SELECT e.wallet_id::text AS "walletId", e.unit, e.id::text, NULL AS "planPeriodId",
      to_char(e.occurred_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, e.expires_on::text AS "expiresOn",
      trim_scale(e.quantity)::text AS credits
    FROM ledger_entry e
    WHERE e.organization_id = ${organizationId}::uuid AND (${walletId}::uuid IS NULL OR e.wallet_id = ${walletId}::uuid)
      AND e.type IN ('grant', 'purchase', 'refund')
      AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.organization_id = e.organization_id AND r.reverses_id = e.id)`;
  return grouped(rows, ({ walletId: _, unit: __, ...lot }) => lot).map(({ rows: lots, ...key }) => ({ ...key, lots }));
}

export type WalletPlan = Plan & {
  walletId: string;
  name: string;
  firstDay: string;
  carries: boolean;
  currency: string;
};

export async function selectPlans(db: Db, organizationId: string, walletId: string | null): Promise<WalletPlan[]> {
  return db.$queryRaw<WalletPlan[]>`
    SELECT id::text, wallet_id::text AS "walletId", name, first_day::text AS "firstDay", last_day::text AS "lastDay",
      roll_over = 'carry' AS carries, currency, trim_scale(fee)::text AS fee, trim_scale(discount)::text AS discount,
      trim_scale(included_credits + bonus_credits)::text AS credits
    FROM plan_period
    WHERE organization_id = ${organizationId}::uuid AND (${walletId}::uuid IS NULL OR wallet_id = ${walletId}::uuid)
    ORDER BY first_day DESC`;
}

type EntryRow = Omit<WalletEntry, "author"> & { authorKind: AuthorKind; authorName: string | null };

const SELECT_ENTRY = (timeZone: string) => Prisma.sql`
  SELECT e.id::text, e.type, e.unit, trim_scale(CASE WHEN ${COMES_IN} THEN e.quantity ELSE -e.quantity END)::text AS change,
    trim_scale(e.amount)::text AS amount, e.currency, to_char(e.occurred_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day,
    e.expires_on::text AS "expiresOn", e.job_id::text AS "jobId", e.reverses_id::text AS "reversesId",
    EXISTS (SELECT 1 FROM ledger_entry r WHERE r.organization_id = e.organization_id AND r.reverses_id = e.id) AS reversed,
    e.reason AS note, e.author_kind AS "authorKind", coalesce(u.name, k.name) AS "authorName",
    to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "recordedAt"
  FROM ${ENTRIES}
  LEFT JOIN member m ON e.author_kind = 'member' AND m.organization_id = e.organization_id AND m.id = e.author_id
  LEFT JOIN app_user u ON u.id = m.user_id
  LEFT JOIN api_key k ON e.author_kind = 'api_key' AND k.organization_id = e.organization_id AND k.id = e.author_id`;

const toEntry = ({ authorKind, authorName, ...row }: EntryRow): WalletEntry => ({
  ...row,
  author: { kind: authorKind, name: authorName },
});

/** Newest first, by when they were recorded. */
export async function selectEntries(
  db: Db,
  { id: organizationId, timeZone }: { id: string; timeZone: string },
  asked: { walletId: string; type: string | null; jobId: string | null; after: readonly string[] | null; rows: number },
): Promise<WalletEntry[]> {
  const [at, id] = asked.after ?? [];
  const rows = await db.$queryRaw<EntryRow[]>`${SELECT_ENTRY(timeZone)}
    WHERE e.organization_id = ${organizationId}::uuid AND e.wallet_id = ${asked.walletId}::uuid
      AND (${asked.type}::text IS NULL OR e.type = ${asked.type}) AND (${asked.jobId}::uuid IS NULL OR e.job_id = ${asked.jobId}::uuid)
      ${at && id ? Prisma.sql`AND (e.recorded_at, e.id) < (${at}::timestamptz, ${id}::uuid)` : Prisma.empty}
    ORDER BY e.recorded_at DESC, e.id DESC LIMIT ${asked.rows}`;
  return rows.map(toEntry);
}

export async function selectEntry(
  db: Db,
  { id: organizationId, timeZone }: { id: string; timeZone: string },
  id: string,
): Promise<WalletEntry | null> {
  const [row] = await db.$queryRaw<EntryRow[]>`${SELECT_ENTRY(timeZone)}
    WHERE e.organization_id = ${organizationId}::uuid AND e.id = ${id}::uuid`;
  return row ? toEntry(row) : null;
}

/** @param money in the organization's currency; null: nothing was paid, or nobody said */
export async function insertWalletEntry(
  tx: Db,
  actor: Actor,
  { id: walletId, type, quantity, unit, day, expiresOn, note }: WalletEntryInput,
  { money, rateId, bookedPeriod }: { money: string | null; rateId: string | null; bookedPeriod: string },
): Promise<string> {
  const id = newId();
  const { id: organizationId, timeZone, currency } = actor.organization;
  const { authorKind, authorId } = authorOf(actor);
  await tx.$executeRaw`
    INSERT INTO ledger_entry (organization_id, id, type, wallet_id, unit, quantity, amount, currency, rate_id, occurred_at,
      booked_period, expires_on, reason, author_kind, author_id)
    VALUES (${organizationId}::uuid, ${id}::uuid, ${type}, ${walletId}::uuid, ${unit}, ${quantity}::numeric, ${money}::numeric,
      ${currency}, ${rateId}::uuid, ${day}::date::timestamp AT TIME ZONE ${timeZone}, ${bookedPeriod}::date,
      ${expiresOn ?? null}::date, ${note ?? null}, ${authorKind}, ${authorId}::uuid)`;
  return id;
}

/** Takes an entry back on its own day. @returns the id of the correction; null when it was taken back before */
export async function insertReversal(
  tx: Db,
  actor: Actor,
  asked: { entry: string; reason: string; bookedPeriod: string },
): Promise<string | null> {
  const id = newId();
  const { authorKind, authorId } = authorOf(actor);
  const done = await tx.$executeRaw`
    INSERT INTO ledger_entry (organization_id, id, type, wallet_id, unit, quantity, amount, currency, rate_id, occurred_at,
      booked_period, reverses_id, reason, author_kind, author_id)
    SELECT organization_id, ${id}::uuid, 'correction', wallet_id, unit, -quantity, -amount, currency, rate_id, occurred_at,
      ${asked.bookedPeriod}::date, id, ${asked.reason}, ${authorKind}, ${authorId}::uuid
    FROM ledger_entry WHERE organization_id = ${actor.organization.id}::uuid AND id = ${asked.entry}::uuid
    ON CONFLICT DO NOTHING`;
  return done === 1 ? id : null;
}
