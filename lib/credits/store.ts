import "server-only";
import { z } from "zod";
import { type Actor, type AuthorKind, authorOf } from "@/lib/core/actor";
import { type BookingLists, findByCode } from "@/lib/dimensions/rules";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { CreditFunction } from "./rules";
import type { StarterFunction } from "./rules/starter-2026";
import {
  type CreditFormula,
  type CreditFunctionListQuery,
  type CreditFunctionRow,
  type CreditPoint,
  creditFormula,
  creditPoint,
} from "./schema";

const points = z.array(creditPoint);
const dayText = (date: Date): string => date.toISOString().slice(0, 10);
const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** What is stored is parsed, so that nobody calculates with what is not there. */
const parsed = (row: { points: unknown; formula: unknown }) => ({
  points: points.parse(row.points),
  formula: row.formula === null ? null : creditFormula.parse(row.formula),
});

/** All functions of one organization. */
export async function readCreditFunctions(db: Db, organizationId: string): Promise<CreditFunction[]> {
  const rows = await db.creditFunction.findMany({
    where: { organizationId },
    orderBy: [{ firstDay: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, providerId, model, kind, source, ...row }) => ({
    ...{ id, providerId, model, kind, source },
    ...parsed(row),
    firstDay: dayText(row.firstDay),
    lastDay: row.lastDay && dayText(row.lastDay),
    errorBand: row.errorBand.toFixed(),
  }));
}

type Row = Omit<CreditFunctionRow, "author" | "createdAt" | "points" | "formula"> & {
  points: unknown;
  formula: unknown;
  authorKind: AuthorKind;
  authorName: string | null;
  at: Date;
};

const SELECT = Prisma.sql`
  SELECT t.id, p.code AS provider, p.name AS "providerName", t.model, t.kind, t.first_day::text AS "firstDay",
    t.last_day::text AS "lastDay", t.points, t.formula, trim_scale(t.error_band)::text AS "errorBand", t.source, t.note,
    t.check_before_use AS "checkBeforeUse", t.author_kind AS "authorKind", coalesce(u.name, k.name) AS "authorName",
    t.created_at AS "at"
  FROM credit_function t
  JOIN provider p ON p.organization_id = t.organization_id AND p.id = t.provider_id
  LEFT JOIN member m ON t.author_kind = 'member' AND m.organization_id = t.organization_id AND m.id = t.author_id
  LEFT JOIN app_user u ON u.id = m.user_id
  LEFT JOIN api_key k ON t.author_kind = 'api_key' AND k.organization_id = t.organization_id AND k.id = t.author_id`;

const toRow = ({ authorKind, authorName, at, points, formula, ...row }: Row): CreditFunctionRow => ({
  ...row,
  ...parsed({ points, formula }),
  author: { kind: authorKind, name: authorName },
  createdAt: at.toISOString(),
});

export async function selectFunctions(
  db: Db,
  organizationId: string,
  { provider, kind, day }: Pick<CreditFunctionListQuery, "provider" | "kind" | "day">,
  { after, rows: limit }: { after: string[] | null; rows: number },
): Promise<CreditFunctionRow[]> {
  const rows = await db.$queryRaw<Row[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid
      ${provider ? Prisma.sql`AND lower(p.code) = lower(${provider})` : Prisma.empty}
      ${kind ? Prisma.sql`AND t.kind = ${kind}` : Prisma.empty}
      ${day ? Prisma.sql`AND t.first_day <= ${day}::date AND coalesce(t.last_day >= ${day}::date, true)` : Prisma.empty}
      ${after ? Prisma.sql`AND (t.first_day, t.id) < (${after[0]}::date, ${after[1]}::uuid)` : Prisma.empty}
    ORDER BY t.first_day DESC, t.id DESC LIMIT ${limit}`;
  return rows.map(toRow);
}

export async function selectFunction(db: Db, organizationId: string, id: string): Promise<CreditFunctionRow | null> {
  const [row] = await db.$queryRaw<Row[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid AND t.id = ${id}::uuid`;
  return row ? toRow(row) : null;
}

export type FunctionKey = { provider: string; model: string; kind: string };
type SameKey = { id: string; firstDay: string; lastDay: string | null; checkBeforeUse: boolean };

/** Functions with the key of the exclusion constraint, oldest first, locked so that two new versions queue up. */
export function lockSameKey(db: Db, organizationId: string, key: FunctionKey): Promise<SameKey[]> {
  return db.$queryRaw<SameKey[]>`
    SELECT t.id, t.first_day::text AS "firstDay", t.last_day::text AS "lastDay", t.check_before_use AS "checkBeforeUse"
    FROM credit_function t
    JOIN provider p ON p.organization_id = t.organization_id AND p.id = t.provider_id
    WHERE t.organization_id = ${organizationId}::uuid AND lower(p.code) = lower(${key.provider})
      AND lower(t.model) = lower(${key.model}) AND t.kind = ${key.kind}
    ORDER BY t.first_day FOR UPDATE OF t`;
}

export type FunctionFields = {
  providerId: string;
  model: string;
  kind: string;
  firstDay: string;
  lastDay: string | null;
  points: CreditPoint[];
  formula: CreditFormula | null;
  errorBand: string;
  source: string | null;
  note: string | null;
};

const asData = ({ firstDay, lastDay, formula, ...fields }: FunctionFields) => ({
  ...fields,
  formula: formula ?? Prisma.DbNull,
  firstDay: dateOf(firstDay),
  lastDay: lastDay === null ? null : dateOf(lastDay),
});

export async function insertFunction(db: Db, actor: Actor, fields: FunctionFields): Promise<string> {
  const author = { organizationId: actor.organization.id, ...authorOf(actor) };
  const { id } = await db.creditFunction.create({ data: { ...author, ...asData(fields) }, select: { id: true } });
  return id;
}

export async function updateFunction(
  db: Db,
  organizationId: string,
  id: string,
  { lastDay, ...fields }: { lastDay?: string | null; note?: string | null; checkBeforeUse?: boolean },
): Promise<void> {
  await db.creditFunction.update({
    where: { organizationId_id: { organizationId, id } },
    data: { ...fields, ...(lastDay === undefined ? {} : { lastDay: lastDay === null ? null : dateOf(lastDay) }) },
    select: { id: true },
  });
}

export async function deleteFunctionRow(db: Db, organizationId: string, id: string): Promise<void> {
  await db.creditFunction.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } });
}

/** Functions of providers that the organization does not have are left out; nothing is added beside existing ones. */
export async function insertStarterFunctions(
  db: Db,
  organizationId: string,
  functions: readonly StarterFunction[],
  { providers }: Pick<BookingLists, "providers">,
): Promise<void> {
  if (await db.creditFunction.findFirst({ where: { organizationId }, select: { id: true } })) return;
  const data = functions.flatMap(({ provider, ...fields }) => {
    const found = findByCode(providers, provider);
    if (!found) return [];
    const written = { organizationId, authorKind: "system", checkBeforeUse: true };
    return [{ ...written, ...asData({ ...fields, providerId: found.id }) }];
  });
  await db.creditFunction.createMany({ data });
}

/** Charges of one kind of run, as the provider reported them. */
export type ReportedRun = {
  providerId: string;
  provider: string;
  model: string | null;
  kind: CreditFunctionRow["kind"];
  width: number | null;
  height: number | null;
  steps: number | null;
  images: number;
  modules: string[];
  charges: number;
  actual: string;
};

/** Enough to judge the functions by, and never a scan of years. */
const LATEST_JOBS = 100_000;

/** What succeeded tries of the last 90 days cost in credits, by what was run. `scope` null = all cost centres. */
export function selectReportedRuns(
  db: Db,
  { organizationId, from, timeZone }: { organizationId: string; from: string; timeZone: string },
  scope: readonly string[] | null,
): Promise<ReportedRun[]> {
  const inScope = scope
    ? Prisma.sql`AND EXISTS (SELECT 1 FROM cost_center c WHERE c.organization_id = j.organization_id
        AND c.id = j.cost_center_id AND (c.id = ANY(${scope}::uuid[]) OR c.effective_id = ANY(${scope}::uuid[])))`
    : Prisma.empty;
  return db.$queryRaw<ReportedRun[]>`
    WITH latest AS (
      SELECT j.* FROM job j
      WHERE j.organization_id = ${organizationId}::uuid AND j.voided_at IS NULL
        AND j.occurred_at >= (${from}::date::timestamp AT TIME ZONE ${timeZone}) ${inScope}
      ORDER BY j.occurred_at DESC, j.id DESC LIMIT ${LATEST_JOBS})
    SELECT p.id AS "providerId", p.code AS provider, j.model, j.kind, j.width, j.height, j.steps,
      j.images_requested AS images, j.modules, count(*)::int AS charges, trim_scale(sum(a.amount))::text AS actual
    FROM latest j
    JOIN attempt a ON a.organization_id = j.organization_id AND a.job_id = j.id
    JOIN provider p ON p.organization_id = j.organization_id AND p.id = j.provider_id
    WHERE a.status = 'succeeded' AND a.unit = 'CREDITS' AND a.source IN ('reported', 'webhook')
    GROUP BY p.id, p.code, j.model, j.kind, j.width, j.height, j.steps, j.images_requested, j.modules`;
}
