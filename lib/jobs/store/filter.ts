import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { JobListQuery } from "../schema";

type Codes = readonly string[] | undefined;

/** Jobs whose list entry shows one of these codes after merges. */
function listed(column: string, table: string, codes: Codes): Prisma.Sql {
  if (!codes?.length) return Prisma.empty;
  const [at, list] = [Prisma.raw(`j.${column}`), Prisma.raw(table)];
  return Prisma.sql`AND ${at} IN (
    SELECT alias.id FROM ${list} alias JOIN ${list} target ON target.organization_id = alias.organization_id AND target.id = alias.effective_id
    WHERE alias.organization_id = j.organization_id AND lower(target.code) = ANY(${lower(codes)}))`;
}

function sold(column: string, table: string, codes: Codes): Prisma.Sql {
  if (!codes?.length) return Prisma.empty;
  return Prisma.sql`AND ${Prisma.raw(`j.${column}`)} IN (
    SELECT s.id FROM ${Prisma.raw(table)} s WHERE s.organization_id = j.organization_id AND lower(s.code) = ANY(${lower(codes)}))`;
}

const lower = (codes: readonly string[]) => codes.map((code) => code.toLowerCase());

const plain = (column: string, values: Codes): Prisma.Sql =>
  values?.length ? Prisma.sql`AND ${Prisma.raw(`j.${column}`)} = ANY(${values})` : Prisma.empty;

function motifs(values: Codes): Prisma.Sql {
  if (!values?.length) return Prisma.empty;
  return Prisma.sql`AND j.motif_id IN (
    SELECT m.id FROM motif m
    JOIN campaign alias ON alias.organization_id = m.organization_id AND alias.id = m.campaign_id
    JOIN campaign target ON target.organization_id = alias.organization_id AND target.id = alias.effective_id
    WHERE m.organization_id = j.organization_id AND lower(target.code || '/' || m.code) = ANY(${lower(values)}))`;
}

function assetTypes(values: Codes): Prisma.Sql {
  if (!values?.length) return Prisma.empty;
  return Prisma.sql`AND j.motif_id IN (
    SELECT m.id FROM motif m
    JOIN asset_type alias ON alias.organization_id = m.organization_id AND alias.id = m.asset_type_id
    JOIN asset_type target ON target.organization_id = alias.organization_id AND target.id = alias.effective_id
    WHERE m.organization_id = j.organization_id AND lower(target.code) = ANY(${lower(values)}))`;
}

function authors(values: Codes): Prisma.Sql {
  if (!values?.length) return Prisma.empty;
  return Prisma.sql`AND (CASE WHEN j.author_id IS NULL THEN j.author_kind ELSE j.author_kind || ':' || j.author_id::text END) = ANY(${values})`;
}

function sources(values: Codes): Prisma.Sql {
  if (!values?.length) return Prisma.empty;
  const known = values.filter((value) => value !== "unpriced");
  const unpriced = values.includes("unpriced") ? Prisma.sql`j.unpriced_reason IS NOT NULL` : Prisma.sql`false`;
  return Prisma.sql`AND (${unpriced} OR EXISTS (
    SELECT 1 FROM attempt t WHERE t.organization_id = j.organization_id AND t.job_id = j.id AND t.index = j.attempts
      AND t.cost IS NOT NULL AND t.source = ANY(${known})))`;
}

/** Days are the organization's: from its midnight to the midnight after `to`. */
function range({ from, to }: JobListQuery, timeZone: string): Prisma.Sql {
  const start = from
    ? Prisma.sql`AND j.occurred_at >= (${from}::date)::timestamp AT TIME ZONE ${timeZone}`
    : Prisma.empty;
  const end = to ? Prisma.sql`AND j.occurred_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}` : Prisma.empty;
  return Prisma.sql`${start} ${end}`;
}

function search(text: string | undefined): Prisma.Sql {
  if (!text?.trim()) return Prisma.empty;
  const pattern = `%${text.trim().replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`AND (j.external_id ILIKE ${pattern} OR j.model ILIKE ${pattern}
    OR j.motif_id IN (SELECT m.id FROM motif m WHERE m.organization_id = j.organization_id AND m.code ILIKE ${pattern})
    OR j.campaign_id IN (SELECT c.id FROM campaign c WHERE c.organization_id = j.organization_id AND (c.code ILIKE ${pattern} OR c.name ILIKE ${pattern})))`;
}

const when = (asked: boolean | undefined, yes: Prisma.Sql, no: Prisma.Sql) =>
  asked === undefined ? Prisma.empty : asked ? yes : no;

const STATES = {
  live: Prisma.sql`AND j.voided_at IS NULL`,
  void: Prisma.sql`AND j.voided_at IS NOT NULL`,
  all: Prisma.empty,
};

/** The conditions of a job list, all starting with AND, on the alias `j`. */
export function jobConditions(query: JobListQuery, timeZone: string): Prisma.Sql {
  return Prisma.join(
    [
      STATES[query.state],
      range(query, timeZone),
      listed("cost_center_id", "cost_center", query.costCenter),
      listed("campaign_id", "campaign", query.campaign),
      listed("market_id", "market", query.market),
      listed("channel_id", "channel", query.channel),
      sold("provider_id", "provider", query.provider),
      sold("wallet_id", "wallet", query.wallet),
      plain("model", query.model),
      plain("kind", query.kind),
      plain("stage", query.stage),
      plain("status", query.status),
      motifs(query.motif),
      assetTypes(query.assetType),
      authors(query.createdBy),
      sources(query.source),
      query.importId ? Prisma.sql`AND j.import_id = ${query.importId}::uuid` : Prisma.empty,
      when(query.unpriced, Prisma.sql`AND j.unpriced_reason IS NOT NULL`, Prisma.sql`AND j.unpriced_reason IS NULL`),
      when(query.duplicate, Prisma.sql`AND j.duplicate_of_id IS NOT NULL`, Prisma.sql`AND j.duplicate_of_id IS NULL`),
      search(query.q),
    ],
    " ",
  );
}
