import "server-only";
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { bookingLists } from "@/lib/dimensions/service";
import { type Db, db, snapshot } from "@/lib/server/db";
import { log } from "@/lib/server/logger";
import { isAtOnce, sharedGroupings, watchOf } from "../rules/rule";
import { NOTHING_SEEN, type Sample } from "../rules/sample";
import { insertEvents, type KeptInstance, selectInstances, writeInstances } from "../store/instances";
import {
  deleteMarks,
  type JobSeen,
  keepForLater,
  lockEvaluation,
  type Part,
  selectJobsSeen,
  selectMarkedOrganizations,
  selectMarks,
  selectWatchedOrganizations,
} from "../store/marks";
import { type KeptRule, selectKeptRules } from "../store/rules";
import { advance } from "./advance";
import { handOver } from "./deliver";
import { isGone, type Look, looksOf } from "./looks";
import { outlierLooks } from "./outliers";
import { Sight } from "./sight";

type Which = "marked" | "all";
type Found = { rule: KeptRule; looks: Look[] };

/** What was marked since: outliers, budgets and balances at once, the rest when its minute is over. */
export async function evaluateMarked(now: () => Date, part: Part): Promise<number> {
  let events = 0;
  for (const id of await selectMarkedOrganizations(db(), part))
    events += await guarded(id, () => evaluatePart(id, now(), { part, which: "marked" }));
  return events;
}

/** Every hour: time alone changes figures, windows and periods. */
export async function evaluateAll(now: () => Date): Promise<number> {
  let events = 0;
  for (const id of await selectWatchedOrganizations(db()))
    events += await guarded(id, () => evaluateOne(id, now(), "all"));
  return events;
}

/** One organization that cannot be evaluated must not keep the others from it. Its marks stay. */
async function guarded(organizationId: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    log.error({ err: error, organizationId }, "Alert rules could not be evaluated");
    return 0;
  }
}

/** All that is due in an organization: first what is looked at at once. */
export async function evaluateOne(organizationId: string, now: Date, which: Which): Promise<number> {
  const first = await evaluatePart(organizationId, now, { part: "now", which });
  return first + (await evaluatePart(organizationId, now, { part: "later", which }));
}

/** Rules that wait a minute are many and take their time: what is looked at at once must not wait for them. */
const isOf = (part: Part, body: KeptRule["body"]) => isAtOnce(body) === (part === "now");

/**
 * The due rules of a part in one snapshot, under a lock of the part: figures, states, events and what is to be sent are
 * saved together or not at all. Another worker that is at it makes this one leave.
 */
function evaluatePart(
  organizationId: string,
  now: Date,
  { part, which }: { part: Part; which: Which },
): Promise<number> {
  return snapshot(async (tx) => {
    if (!(await lockEvaluation(tx, organizationId, part))) return 0;
    const marks = await selectMarks(tx, organizationId, part);
    if (which === "marked" && !marks.some(({ due }) => due)) return 0;
    const actor = await systemActorOf(organizationId);
    const rules = (await selectKeptRules(tx, organizationId)).filter(
      ({ body, pausedAt }) => pausedAt === null && isOf(part, body),
    );
    const jobIds = [...new Set(marks.flatMap(({ jobIds: ids }) => ids))];
    // A rule that changed draws its line elsewhere, and time ends what is a week old.
    const anew = which === "all" || marks.some(({ topic }) => topic === "rules");
    const events = await evaluateRules(tx, actor, { rules, jobIds, anew, now });
    const later = part === "now" ? marks.filter(({ topic }) => topic === "jobs" || topic === "rules") : [];
    const waiting = new Set(later.map(({ id }) => id));
    await deleteMarks(
      tx,
      organizationId,
      marks.flatMap(({ id }) => (waiting.has(id) ? [] : [id])),
    );
    await keepForLater(tx, organizationId, [...waiting]);
    return events;
  });
}

type Work = { rules: readonly KeptRule[]; jobIds: readonly string[]; anew: boolean; now: Date };

async function evaluateRules(tx: Db, actor: Actor, { rules, jobIds, anew, now }: Work): Promise<number> {
  if (rules.length === 0) return 0;
  const organizationId = actor.organization.id;
  const lists = await bookingLists(tx, organizationId);
  const sight = new Sight(actor, lists, now, null, sharedGroupings(rules.map(({ body }) => body)));
  const ids = rules.map(({ id }) => id);
  const kept = await selectInstances(tx, organizationId, ids);
  const keptByRule = Map.groupBy(kept, ({ ruleId }) => ruleId);
  const jobs = await outlierJobs(tx, actor, { rules, kept, jobIds, anew });
  const found: Found[] = [];
  for (const rule of rules) {
    const own = keptByRule.get(rule.id) ?? [];
    const known = new Set(own.map(({ groupKey }) => groupKey));
    const seen =
      rule.body.kind === "JOB_OUTLIER"
        ? outlierLooks(sight, rule.body, jobs, { known, now })
        : await looksOrFailure(sight, rule);
    if (seen === null) found.push({ rule, looks: failedLooks(rule, own) });
    else found.push({ rule, looks: [...seen, ...missingLooks(sight, rule, own, seen)] });
  }
  return step(tx, actor, { found, keptByRule, now });
}

/** One rule that cannot be computed (a code that is gone, too many groups) keeps no other from being looked at. */
async function looksOrFailure(sight: Sight, { id, body }: KeptRule): Promise<Look[] | null> {
  try {
    return await looksOf(sight, body);
  } catch (error) {
    // What the database refused has ended the transaction: all of it is tried again later.
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error, rule: id }, "An alert rule could not be computed");
    return null;
  }
}

const FAILED: Sample = { ...NOTHING_SEEN, status: "ERROR", guard: "FAILED" };

/** Each scope counts its failures; a rule that never had one has itself. */
function failedLooks({ body }: KeptRule, own: readonly KeptInstance[]): Look[] {
  if (own.length === 0)
    return [{ groupKey: "", step: 0, name: null, costCenterId: null, watch: watchOf(body), sample: FAILED }];
  return own.map(({ groupKey, step: at, name, costCenterId, instance }) => ({
    ...{ groupKey, step: at, name, costCenterId, watch: watchOf(body) },
    sample: { ...FAILED, period: instance.period },
  }));
}

type Watched = Pick<Work, "rules" | "jobIds" | "anew"> & { kept: readonly KeptInstance[] };

/** Jobs that were written, be it a correction or void; where all is looked at anew, also those whose alert is open. */
async function outlierJobs(tx: Db, actor: Actor, { rules, kept, jobIds, anew }: Watched): Promise<JobSeen[]> {
  const watched = new Set(rules.filter(({ body }) => body.kind === "JOB_OUTLIER").map(({ id }) => id));
  if (watched.size === 0) return [];
  const open = kept.flatMap(({ ruleId, instance, groupKey }) =>
    anew && watched.has(ruleId) && instance.open ? [groupKey] : [],
  );
  const ids = [...new Set([...jobIds, ...open])];
  return ids.length === 0 ? [] : selectJobsSeen(tx, actor.organization.id, ids, actor.organization.timeZone);
}

/** A scope that no answer names any more: archived, or nothing happened there. */
export function missingLooks(
  { lists }: Sight,
  { body }: KeptRule,
  own: readonly KeptInstance[],
  seen: readonly Look[],
): Look[] {
  if (body.kind === "JOB_OUTLIER") return [];
  const names = new Set(seen.map(({ groupKey, step: at }) => `${at} ${groupKey}`));
  return own
    .filter(({ groupKey, step: at }) => !names.has(`${at} ${groupKey}`))
    .map(({ groupKey, step: at, name, costCenterId, instance }) => ({
      ...{ groupKey, step: at, name, costCenterId, watch: watchOf(body) },
      sample: {
        ...NOTHING_SEEN,
        period: instance.period,
        gone: isGone(lists, body, groupKey) || body.kind.startsWith("BUDGET"),
      },
    }));
}

type Step = {
  found: readonly Found[];
  keptByRule: Map<string, KeptInstance[]>;
  now: Date;
};

async function step(tx: Db, actor: Actor, { found, keptByRule, now }: Step): Promise<number> {
  const { id: organizationId, timeZone } = actor.organization;
  const moved = found.map(({ rule, looks }) => advance(rule, looks, keptByRule.get(rule.id) ?? [], { now, timeZone }));
  const states = moved.flatMap((one) => one.states);
  const events = moved.flatMap((one) => one.events);
  if (states.length > 0) await writeInstances(tx, organizationId, states);
  const made = await insertEvents(tx, organizationId, events);
  const fresh = events.filter(({ id }) => made.has(id));
  await handOver(tx, actor, { events: fresh, states, rules: found.map(({ rule }) => rule), now });
  return fresh.length;
}
