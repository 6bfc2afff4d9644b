import "server-only";
import { type Actor, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { type Rule, type RuleBody, ruleBody } from "../schema";

export type KeptRule = { id: string; version: number; body: RuleBody; pausedAt: Date | null; author: Author };
type Author = { kind: "member" | "api_key" | "system"; id: string | null };

type RuleRow = {
  id: string;
  version: number;
  body: unknown;
  note: string | null;
  paused: Date | null;
  created: Date;
  changed: Date;
  kind: Author["kind"];
  author: string | null;
  name: string | null;
  firing: number;
  firingCritical: number;
  watched: number;
};

const AUTHOR_NAME = (alias: string) =>
  Prisma.raw(`coalesce(
  (SELECT u.name FROM member m JOIN app_user u ON u.id = m.user_id
    WHERE m.organization_id = ${alias}.organization_id AND m.id = ${alias}.author_id),
  (SELECT k.name FROM api_key k WHERE k.organization_id = ${alias}.organization_id AND k.id = ${alias}.author_id))`);

export async function selectRules(db: Db, organizationId: string, id: string | null = null): Promise<Rule[]> {
  const rows = await db.$queryRaw<RuleRow[]>`
    SELECT r.id, r.version, v.body, v.note, r.paused_at AS paused, r.created_at AS created, v.created_at AS changed,
      v.author_kind AS kind, v.author_id AS author, ${AUTHOR_NAME("v")} AS name,
      count(i.id) FILTER (WHERE i.open)::int AS firing,
      count(i.id) FILTER (WHERE i.open AND i.severity = 'critical')::int AS "firingCritical", count(i.id)::int AS watched
    FROM alert_rule r
    JOIN alert_rule_version v ON v.organization_id = r.organization_id AND v.rule_id = r.id AND v.version = r.version
    LEFT JOIN alert_instance i ON i.organization_id = r.organization_id AND i.rule_id = r.id
    WHERE r.organization_id = ${organizationId}::uuid AND r.deleted_at IS NULL
      AND (${id}::uuid IS NULL OR r.id = ${id}::uuid)
    GROUP BY r.organization_id, r.id, v.organization_id, v.rule_id, v.version ORDER BY r.created_at, r.id`;
  return rows.map(({ body, paused, created, changed, kind, name, author: _, ...row }) => ({
    ...row,
    ...ruleBody.parse(body),
    pausedAt: paused?.toISOString() ?? null,
    createdAt: created.toISOString(),
    changedAt: changed.toISOString(),
    author: { kind, name },
  }));
}

export async function selectKeptRules(db: Db, organizationId: string): Promise<KeptRule[]> {
  const rows = await db.$queryRaw<(Omit<RuleRow, "note"> & { owner: string | null })[]>`
    SELECT r.id, r.version, v.body, r.paused_at AS paused, r.author_kind AS kind, r.author_id AS author
    FROM alert_rule r
    JOIN alert_rule_version v ON v.organization_id = r.organization_id AND v.rule_id = r.id AND v.version = r.version
    WHERE r.organization_id = ${organizationId}::uuid AND r.deleted_at IS NULL ORDER BY r.id`;
  return rows.map(({ id, version, body, paused, kind, author }) => ({
    ...{ id, version, body: ruleBody.parse(body), pausedAt: paused },
    author: { kind, id: author },
  }));
}

type FirstVersion = Pick<NewVersion, "body" | "note"> & { at?: Date };

export async function insertRule(tx: Db, actor: Actor, { body, note, at }: FirstVersion): Promise<string> {
  const organizationId = actor.organization.id;
  const { id } = await tx.alertRule.create({
    data: { organizationId, version: 1, ...authorOf(actor), ...(at ? { createdAt: at } : {}) },
    select: { id: true },
  });
  await insertVersion(tx, actor, { ruleId: id, version: 1, body, note, ...(at ? { at } : {}) });
  return id;
}

type NewVersion = { ruleId: string; version: number; body: RuleBody; note: string | null; at?: Date };

async function insertVersion(tx: Db, actor: Actor, { ruleId, version, body, note, at }: NewVersion): Promise<void> {
  await tx.alertRuleVersion.create({
    data: {
      ...{ organizationId: actor.organization.id, ruleId, version, body, note, ...authorOf(actor) },
      ...(at ? { createdAt: at } : {}),
    },
    select: { version: true },
  });
}

/** Two who save at once wait for each other, so versions have no gaps. Null: there is no such rule. */
export async function lockRule(tx: Db, organizationId: string, id: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ version: number }[]>`
    SELECT version FROM alert_rule WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid
      AND deleted_at IS NULL FOR UPDATE`;
  return row?.version ?? null;
}

export async function appendVersion(tx: Db, actor: Actor, next: NewVersion): Promise<void> {
  await insertVersion(tx, actor, next);
  await updateRule(tx, actor.organization.id, next.ruleId, { version: next.version });
}

export async function updateRule(
  tx: Db,
  organizationId: string,
  id: string,
  data: { version?: number; pausedAt?: Date | null; deletedAt?: Date },
): Promise<void> {
  await tx.alertRule.update({
    where: { organizationId_id: { organizationId, id } },
    data,
    select: { id: true },
  });
}

type VersionRow = {
  version: number;
  body: unknown;
  note: string | null;
  at: Date;
  kind: Author["kind"];
  name: string | null;
};

export async function selectVersions(db: Db, organizationId: string, ruleId: string) {
  const rows = await db.$queryRaw<VersionRow[]>`
    SELECT v.version, v.body, v.note, v.created_at AS at, v.author_kind AS kind, ${AUTHOR_NAME("v")} AS name
    FROM alert_rule_version v WHERE v.organization_id = ${organizationId}::uuid AND v.rule_id = ${ruleId}::uuid
    ORDER BY v.version`;
  return rows.map(({ body, at, kind, name, ...row }) => ({
    ...row,
    ...{ body: ruleBody.parse(body), at: at.toISOString(), author: { kind, name } },
  }));
}

type SilenceRow = {
  id: string;
  rule: string | null;
  ruleName: string | null;
  scope: string | null;
  starts: Date;
  ends: Date;
  active: boolean;
  reason: string;
  kind: Author["kind"];
  name: string | null;
};

export async function selectSilences(db: Db, organizationId: string) {
  const rows = await db.$queryRaw<SilenceRow[]>`
    SELECT s.id, s.rule_id AS rule, v.body->>'name' AS "ruleName", s.group_key AS scope, s.starts_at AS starts,
      s.ends_at AS ends, s.starts_at <= now() AND s.ends_at > now() AS active, s.reason,
      s.author_kind AS kind, ${AUTHOR_NAME("s")} AS name
    FROM alert_silence s
    LEFT JOIN alert_rule r ON r.organization_id = s.organization_id AND r.id = s.rule_id
    LEFT JOIN alert_rule_version v ON v.organization_id = r.organization_id AND v.rule_id = r.id AND v.version = r.version
    WHERE s.organization_id = ${organizationId}::uuid ORDER BY s.ends_at DESC, s.id LIMIT 200`;
  return rows.map(({ starts, ends, kind, name, ...row }) => ({
    ...row,
    ...{ startsAt: starts.toISOString(), endsAt: ends.toISOString(), author: { kind, name } },
  }));
}

export async function insertSilence(
  tx: Db,
  actor: Actor,
  data: { ruleId: string | null; groupKey: string | null; startsAt: Date; endsAt: Date; reason: string },
): Promise<string> {
  const { id } = await tx.alertSilence.create({
    data: { organizationId: actor.organization.id, ...data, ...authorOf(actor) },
    select: { id: true },
  });
  return id;
}

/** It ends now; one that has not begun ends where it begins. */
export function endSilence(tx: Db, organizationId: string, id: string): Promise<number> {
  return tx.$executeRaw`UPDATE alert_silence SET ends_at = greatest(starts_at, now())
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid AND ends_at > now()`;
}

export function selectActiveSilences(
  db: Db,
  organizationId: string,
  now: Date,
): Promise<{ ruleId: string | null; groupKey: string | null }[]> {
  return db.alertSilence.findMany({
    where: { organizationId, startsAt: { lte: now }, endsAt: { gt: now } },
    select: { ruleId: true, groupKey: true },
  });
}
