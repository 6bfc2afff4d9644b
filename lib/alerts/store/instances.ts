import "server-only";
import { type Actor, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { AlertEvent, Instance } from "../rules/machine";
import { placeOf } from "../rules/place";
import { limitsOf } from "../rules/rule";
import type { Sample } from "../rules/sample";
import {
  type Alert,
  type AlertEventRow,
  type AlertInterval,
  type CoursePoint,
  ruleBody,
  sample as sampleSchema,
} from "../schema";

export type KeptInstance = {
  id: string;
  ruleId: string;
  groupKey: string;
  step: number;
  name: string | null;
  costCenterId: string | null;
  instance: Instance;
};

type InstanceRow = Omit<KeptInstance, "instance"> & { body: Instance };

export async function selectInstances(
  db: Db,
  organizationId: string,
  ruleIds: readonly string[],
): Promise<KeptInstance[]> {
  const rows = await db.$queryRaw<InstanceRow[]>`
    SELECT id, rule_id AS "ruleId", group_key AS "groupKey", step, group_name AS name, cost_center_id AS "costCenterId", body
    FROM alert_instance WHERE organization_id = ${organizationId}::uuid AND rule_id = ANY(${ruleIds}::uuid[])`;
  return rows.map(({ body, ...row }) => ({ ...row, instance: body }));
}

export type NewState = KeptInstance & { sample: Sample; ruleVersion: number; changed: boolean };

/** All of an evaluation in one statement per table. */
export async function writeInstances(tx: Db, organizationId: string, states: readonly NewState[]): Promise<void> {
  await upsertInstances(tx, organizationId, states);
  await insertSamples(
    tx,
    organizationId,
    states.filter(({ changed }) => changed),
  );
}

/** Each instance once. */
export async function upsertInstances(tx: Db, organizationId: string, states: readonly NewState[]): Promise<void> {
  if (states.length === 0) return;
  const rows = states.map(({ id, ruleId, groupKey, step, name, costCenterId, instance, sample }) => ({
    ...{ organization_id: organizationId, id, rule_id: ruleId, group_key: groupKey, step, group_name: name },
    ...{ cost_center_id: costCenterId, state: instance.state, severity: instance.severity, open: instance.open },
    ...{ incident: instance.incident, body: instance, sample, at_stake: sample.atStake },
    evaluated_at: instance.evaluatedAt,
  }));
  await tx.$executeRaw`
    INSERT INTO alert_instance SELECT * FROM jsonb_populate_recordset(NULL::alert_instance, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (organization_id, id) DO UPDATE SET state = excluded.state, severity = excluded.severity,
      open = excluded.open, incident = excluded.incident, body = excluded.body, sample = excluded.sample,
      at_stake = excluded.at_stake, evaluated_at = excluded.evaluated_at, group_name = excluded.group_name,
      cost_center_id = excluded.cost_center_id`;
}

export async function insertSamples(tx: Db, organizationId: string, states: readonly NewState[]): Promise<void> {
  if (states.length === 0) return;
  const samples = states.map(({ id, instance, ruleVersion, sample }) => ({
    ...{ organization_id: organizationId, instance_id: id, at: instance.evaluatedAt, rule_version: ruleVersion },
    sample,
  }));
  await tx.$executeRaw`
    INSERT INTO alert_sample SELECT * FROM jsonb_populate_recordset(NULL::alert_sample, ${JSON.stringify(samples)}::jsonb)
    ON CONFLICT DO NOTHING`;
}

export type NewEvent = AlertEvent & {
  id: string;
  ruleId: string;
  instanceId: string;
  ruleVersion: number;
  step: number;
  sample: Sample;
  at: string;
};

/** The ids of those that are new: the unique key decides, whoever comes second says nothing. */
export async function insertEvents(tx: Db, organizationId: string, events: readonly NewEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = events.map((event) => ({
    ...{ organization_id: organizationId, id: event.id, rule_id: event.ruleId, instance_id: event.instanceId },
    ...{ rule_version: event.ruleVersion, incident: event.incident, transition: event.transition },
    // A rule may fail again, without an incident in between.
    period: event.transition === "failed" ? `${event.period} ${event.at}` : event.period,
    ...{ step: event.step, severity: event.severity, reason: event.reason, quiet: event.quiet },
    ...{ at_least: event.atLeast, lasted_ms: event.lastedMs, sample: event.sample, at: event.at },
    ...{ recorded_at: new Date().toISOString(), author_kind: "system", author_id: null },
  }));
  const made = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO alert_event SELECT * FROM jsonb_populate_recordset(NULL::alert_event, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT DO NOTHING RETURNING id`;
  return new Set(made.map(({ id }) => id));
}

export async function selectStoredSamples(db: Db, organizationId: string, instanceId: string) {
  const rows = await db.alertSample.findMany({
    where: { organizationId, instanceId },
    orderBy: { at: "asc" },
    select: { at: true, ruleVersion: true, sample: true },
  });
  return rows.map(({ at, ruleVersion, sample }) => ({ at, ruleVersion, sample: sampleSchema.parse(sample) as Sample }));
}

type AlertRow = {
  id: string;
  ruleId: string;
  ruleVersion: number;
  rule: unknown;
  key: string;
  name: string | null;
  step: number;
  body: Instance;
  sample: unknown;
  silenced: boolean;
  paused: boolean;
  ackBy: string | null;
  ackAt: Date | null;
  ackNote: string | null;
};

/** null = sees everything; else only scopes that lie in these cost centres. */
export type Limit = readonly string[] | null;
const visible = (limit: Limit) =>
  limit === null ? Prisma.empty : Prisma.sql`AND i.cost_center_id = ANY(${[...limit]}::uuid[])`;

export async function selectAlerts(
  db: Db,
  organizationId: string,
  wanted: { firing: boolean; rule?: string | undefined; id?: string | undefined; limit: Limit },
): Promise<Alert[]> {
  const rows = await db.$queryRaw<AlertRow[]>`
    SELECT i.id, i.rule_id AS "ruleId", r.version AS "ruleVersion", v.body AS rule, i.group_key AS key,
      i.group_name AS name, i.step, i.body, i.sample, r.paused_at IS NOT NULL AS paused,
      EXISTS (SELECT 1 FROM alert_silence s WHERE s.organization_id = i.organization_id
        AND s.starts_at <= now() AND s.ends_at > now() AND coalesce(s.rule_id = i.rule_id, true)
        AND coalesce(s.group_key = i.group_key, true)) AS silenced,
      a.at AS "ackAt", a.note AS "ackNote", (SELECT u.name FROM member m JOIN app_user u ON u.id = m.user_id
        WHERE m.organization_id = a.organization_id AND m.id = a.author_id) AS "ackBy"
    FROM alert_instance i
    JOIN alert_rule r ON r.organization_id = i.organization_id AND r.id = i.rule_id
    JOIN alert_rule_version v ON v.organization_id = r.organization_id AND v.rule_id = r.id AND v.version = r.version
    LEFT JOIN LATERAL (SELECT * FROM alert_acknowledgement a WHERE a.organization_id = i.organization_id
      AND a.instance_id = i.id AND a.incident = i.incident AND i.open
      AND (a.severity = 'critical' OR i.severity = 'warning') ORDER BY a.at DESC LIMIT 1) a ON true
    WHERE i.organization_id = ${organizationId}::uuid
      ${wanted.firing ? Prisma.sql`AND i.open` : Prisma.empty}
      ${wanted.rule ? Prisma.sql`AND i.rule_id = ${wanted.rule}::uuid` : Prisma.empty}
      ${wanted.id ? Prisma.sql`AND i.id = ${wanted.id}::uuid` : Prisma.sql`AND (r.deleted_at IS NULL)`}
      ${visible(wanted.limit)}
    ORDER BY (i.severity = 'critical') DESC NULLS LAST, i.at_stake DESC NULLS LAST, i.id LIMIT 1000`;
  return rows.map(({ rule, key, name, step, body, sample, ackAt, ackBy, ackNote, ...row }) => ({
    ...row,
    rule: ruleBody.parse(rule),
    scope: { key, name, step },
    ...{ state: body.state, severity: body.severity, open: body.open, incident: body.incident },
    ...{ firedAt: body.firedAt, since: body.since, staleSince: body.staleSince, atLeast: body.atLeast },
    evaluatedAt: body.evaluatedAt,
    sample: sampleSchema.parse(sample),
    acknowledged: ackAt ? { by: ackBy, at: ackAt.toISOString(), note: ackNote } : null,
  }));
}

type EventRow = Omit<AlertEventRow, "scope" | "rule" | "sample" | "lastedMs" | "at"> & {
  key: string;
  name: string | null;
  step: number;
  rule: unknown;
  sample: unknown;
  lastedMs: bigint | null;
  at: Date;
};

type EventsWanted = {
  rule?: string | undefined;
  alert?: string | undefined;
  transition?: readonly string[] | undefined;
  severity?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  timeZone: string;
  limit: Limit;
  after: { at: string; id: string } | null;
  take: number;
};

export async function selectEvents(db: Db, organizationId: string, wanted: EventsWanted): Promise<AlertEventRow[]> {
  const { rule, alert, transition, severity, from, to, timeZone, limit, after, take } = wanted;
  const rows = await db.$queryRaw<EventRow[]>`
    SELECT e.id, e.instance_id AS "alertId", e.rule_id AS "ruleId", e.rule_version AS "ruleVersion",
      v.body->>'name' AS "ruleName", v.body AS rule, i.group_key AS key, i.group_name AS name, e.step, e.transition,
      e.reason, e.severity, e.quiet, e.at_least AS "atLeast", e.lasted_ms AS "lastedMs", e.at, e.sample
    FROM alert_event e
    JOIN alert_instance i ON i.organization_id = e.organization_id AND i.id = e.instance_id
    JOIN alert_rule_version v ON v.organization_id = e.organization_id AND v.rule_id = e.rule_id AND v.version = e.rule_version
    WHERE e.organization_id = ${organizationId}::uuid
      ${rule ? Prisma.sql`AND e.rule_id = ${rule}::uuid` : Prisma.empty}
      ${alert ? Prisma.sql`AND e.instance_id = ${alert}::uuid` : Prisma.empty}
      ${transition ? Prisma.sql`AND e.transition = ANY(${[...transition]})` : Prisma.empty}
      ${severity ? Prisma.sql`AND e.severity = ${severity}` : Prisma.empty}
      ${from ? Prisma.sql`AND e.at >= (${from}::date::timestamp AT TIME ZONE ${timeZone})` : Prisma.empty}
      ${to ? Prisma.sql`AND e.at < ((${to}::date + 1)::timestamp AT TIME ZONE ${timeZone})` : Prisma.empty}
      ${after ? Prisma.sql`AND (e.at, e.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : Prisma.empty}
      ${visible(limit)}
    ORDER BY e.at DESC, e.id DESC LIMIT ${take}`;
  return rows.map(({ key, name, step, rule: body, sample, lastedMs, at, ...row }) => ({
    ...row,
    ...{ scope: { key, name, step }, rule: ruleBody.parse(body), sample: sampleSchema.parse(sample) },
    ...{ lastedMs: lastedMs === null ? null : Number(lastedMs), at: at.toISOString() },
  }));
}

/** False: somebody was faster. */
export async function insertAcknowledgement(
  tx: Db,
  actor: Actor,
  {
    instanceId,
    incident,
    severity,
    note,
  }: { instanceId: string; incident: number; severity: string; note: string | null },
): Promise<boolean> {
  const { count } = await tx.alertAcknowledgement.createMany({
    data: [{ organizationId: actor.organization.id, instanceId, incident, severity, note, ...authorOf(actor) }],
    skipDuplicates: true,
  });
  return count > 0;
}

type IntervalRow = {
  alertId: string;
  ruleId: string;
  rule: unknown;
  key: string;
  name: string | null;
  step: number;
  incident: number;
  severity: "warning" | "critical";
  from: Date;
  to: Date | null;
};

type IntervalsWanted = { from: string; to: string; timeZone: string; alert?: string; limit: Limit };
const MOST_INTERVALS = 2_000;

/** From `fired` to what ended it, of all incidents with a moment in these days; the newest first. */
export async function selectIntervals(
  db: Db,
  organizationId: string,
  { from, to, timeZone, alert, limit }: IntervalsWanted,
): Promise<AlertInterval[]> {
  const rows = await db.$queryRaw<IntervalRow[]>`
    SELECT f.instance_id AS "alertId", f.rule_id AS "ruleId", v.body AS rule, i.group_key AS key, i.group_name AS name,
      i.step, f.incident, f.at AS "from", e.at AS "to", CASE WHEN f.severity = 'critical' OR EXISTS (
        SELECT 1 FROM alert_event w WHERE w.organization_id = f.organization_id AND w.instance_id = f.instance_id
          AND w.incident = f.incident AND w.transition = 'escalated') THEN 'critical' ELSE 'warning' END AS severity
    FROM alert_event f
    JOIN alert_instance i ON i.organization_id = f.organization_id AND i.id = f.instance_id
    JOIN alert_rule_version v ON v.organization_id = f.organization_id AND v.rule_id = f.rule_id AND v.version = f.rule_version
    LEFT JOIN LATERAL (SELECT e.at FROM alert_event e WHERE e.organization_id = f.organization_id
      AND e.instance_id = f.instance_id AND e.incident = f.incident AND e.transition IN ('recovered', 'closed')
      ORDER BY e.at LIMIT 1) e ON true
    WHERE f.organization_id = ${organizationId}::uuid AND f.transition = 'fired'
      AND f.at < ((${to}::date + 1)::timestamp AT TIME ZONE ${timeZone})
      AND coalesce(e.at >= (${from}::date::timestamp AT TIME ZONE ${timeZone}), true)
      ${alert ? Prisma.sql`AND f.instance_id = ${alert}::uuid` : Prisma.empty}
      ${visible(limit)}
    ORDER BY f.at DESC, f.id LIMIT ${MOST_INTERVALS}`;
  return rows.map(({ rule, key, name, step, from: began, to: ended, ...row }) => {
    const body = ruleBody.parse(rule);
    return {
      ...row,
      ...{ ruleName: body.name, kind: body.kind, metric: body.metric, scope: { key, name, step } },
      ...{ place: placeOf(body, key), from: began.toISOString(), to: ended?.toISOString() ?? null },
    };
  });
}

/** What was seen of one instance, oldest first, with the lines of the version that saw it. */
export async function selectCourse(
  db: Db,
  organizationId: string,
  { alert, step, since }: { alert: string; step: number; since: Date },
): Promise<CoursePoint[]> {
  const rows = await db.$queryRaw<{ at: Date; sample: unknown; rule: unknown }[]>`
    SELECT s.at, s.sample, v.body AS rule FROM alert_sample s
    JOIN alert_instance i ON i.organization_id = s.organization_id AND i.id = s.instance_id
    JOIN alert_rule_version v ON v.organization_id = i.organization_id AND v.rule_id = i.rule_id AND v.version = s.rule_version
    WHERE s.organization_id = ${organizationId}::uuid AND s.instance_id = ${alert}::uuid AND s.at >= ${since}
    ORDER BY s.at`;
  return rows.map(({ at, sample, rule }) => {
    const seen = sampleSchema.parse(sample);
    const { value, status, guard } = seen;
    return { at: at.toISOString(), value, status, guard, ...limitsOf(ruleBody.parse(rule), step, seen) };
  });
}
