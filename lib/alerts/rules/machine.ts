import { Exact } from "@/lib/core/amount";
import type { Sample } from "./sample";

/** What the machine needs to know of a version of a rule. */
export type Watch = {
  /** Cost: more is worse. Approval rate, credits left: less is worse. */
  worse: "higher" | "lower";
  /** null: the sample brings its own (the target of its scope). At least one of the two is set somewhere. */
  warning: string | null;
  critical: string | null;
  pendingForHours: number;
  keepFiringForHours: number;
  /** So long an open incident is held without a value. */
  holdForDays: number;
  /** Per cent between threshold and recovery line. */
  recoveryPercent: number;
  /** Budget steps: what falls below by a correction is closed, and fires again only after a day below. */
  step: boolean;
};

export const STATES = [
  "OK",
  "PENDING",
  "FIRING",
  "RECOVERING",
  "NO_DATA",
  "INSUFFICIENT",
  "INCOMPLETE",
  "ERROR",
] as const;
type State = (typeof STATES)[number];
export const SEVERITIES = ["warning", "critical"] as const;
type Severity = (typeof SEVERITIES)[number];

/** Times are ISO instants, so that an instance can be kept as it is. */
export type Instance = {
  state: State;
  severity: Severity | null;
  /** Number of the incident that is open, or of the last one. */
  incident: number;
  open: boolean;
  firedAt: string | null;
  /** Since when this state. */
  since: string;
  breachSince: string | null;
  breaches: number;
  belowSince: string | null;
  staleSince: string | null;
  /** Budget steps: since when it is below again, after a correction. */
  rearmingSince: string | null;
  errors: number;
  /** What the state was before ERROR. */
  before: State | null;
  escalated: boolean;
  eased: boolean;
  atLeast: boolean;
  period: string;
  evaluatedAt: string;
};

export const TRANSITIONS = ["fired", "escalated", "eased", "recovered", "closed", "failed"] as const;
type Transition = (typeof TRANSITIONS)[number];
export const REASONS = [
  "THRESHOLD",
  "CERTAIN_BREACH",
  "RECOVERED",
  "NO_LONGER_MEASURABLE",
  "PERIOD_ENDED",
  "SCOPE_GONE",
  "CORRECTED",
  "EVALUATION_FAILED",
] as const;
type Reason = (typeof REASONS)[number];

export type AlertEvent = {
  transition: Transition;
  incident: number;
  severity: Severity | null;
  period: string;
  reason: Reason;
  /** Stays in the history, nobody is told. */
  quiet: boolean;
  atLeast: boolean;
  /** Of the incident, where it ends. */
  lastedMs: number | null;
};

export type Evaluated = { instance: Instance; events: AlertEvent[] };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REARM_MS = DAY;
const FAILURES = 3;

/** The first look at something: nothing is known yet, so nothing has happened. */
function newInstance(period: string, now: Date): Instance {
  return {
    state: "OK",
    severity: null,
    incident: 0,
    open: false,
    firedAt: null,
    since: now.toISOString(),
    breachSince: null,
    breaches: 0,
    belowSince: null,
    staleSince: null,
    rearmingSince: null,
    errors: 0,
    before: null,
    escalated: false,
    eased: false,
    atLeast: false,
    period,
    evaluatedAt: new Date(0).toISOString(),
  };
}

/**
 * One step of the table in docs/alerts.md. Pure: live runs, preview, replay and tests all come through here. Calling it
 * twice with the same input makes no second event.
 */
export function evaluate(watch: Watch, previous: Instance | null, sample: Sample, now: Date): Evaluated {
  const events: AlertEvent[] = [];
  let instance = previous ?? newInstance(sample.period, now);
  if (instance.period !== sample.period) instance = turned(instance, sample.period, { events, now });
  if (sample.gone) instance = gone(instance, { events, now });
  else if (sample.status === "ERROR") instance = failed(instance, { events, now });
  else instance = looked(watch, awake(instance, now), sample, { events, now });
  return { instance: { ...instance, evaluatedAt: now.toISOString() }, events };
}

/** Has anything happened that a replay must know? Values alone are no change. */
export function isChange(before: Instance | null, after: Instance): boolean {
  if (!before) return true;
  const told = ({ evaluatedAt: _, breaches: __, ...rest }: Instance) => JSON.stringify(rest);
  return told(before) !== told(after);
}

type Course = { events: AlertEvent[]; now: Date };
const since = (at: string | null, now: Date) => (at === null ? 0 : now.getTime() - Date.parse(at));

function to(instance: Instance, state: State, now: Date, over: Partial<Instance> = {}): Instance {
  const at = state === instance.state ? instance.since : now.toISOString();
  return { ...instance, ...over, state, since: at };
}

const CALM: Partial<Instance> = {
  severity: null,
  open: false,
  firedAt: null,
  breachSince: null,
  breaches: 0,
  belowSince: null,
  staleSince: null,
  escalated: false,
  eased: false,
  atLeast: false,
};

function tell(instance: Instance, { events, now }: Course, event: Pick<AlertEvent, "transition" | "reason" | "quiet">) {
  const ends = event.transition === "recovered" || event.transition === "closed";
  events.push({
    ...event,
    incident: instance.incident,
    severity: instance.severity,
    period: instance.period,
    atLeast: instance.atLeast,
    lastedMs: ends ? since(instance.firedAt, now) : null,
  });
}

function close(instance: Instance, course: Course, reason: Reason, state: State): Instance {
  const quiet = reason === "PERIOD_ENDED";
  if (instance.open)
    tell(instance, course, { transition: reason === "RECOVERED" ? "recovered" : "closed", reason, quiet });
  return to(instance, state, course.now, CALM);
}

function turned(instance: Instance, period: string, course: Course): Instance {
  const closed = close(instance, course, "PERIOD_ENDED", "OK");
  return { ...closed, period, rearmingSince: null, errors: 0, before: null };
}

function gone(instance: Instance, course: Course): Instance {
  return { ...close(instance, course, "SCOPE_GONE", "OK"), errors: 0, before: null };
}

function failed(instance: Instance, course: Course): Instance {
  // The same moment again is no second failure.
  if (instance.evaluatedAt === course.now.toISOString() || instance.errors >= FAILURES) return instance;
  const errors = instance.errors + 1;
  if (errors < FAILURES) return { ...instance, errors };
  tell(instance, course, { transition: "failed", reason: "EVALUATION_FAILED", quiet: false });
  return to(instance, "ERROR", course.now, { errors, before: instance.state });
}

/** What failed before can be looked at again: an open incident goes on, all else begins as from OK. */
function awake(instance: Instance, now: Date): Instance {
  if (instance.state !== "ERROR") return { ...instance, errors: 0 };
  const state = instance.open && instance.before !== null ? instance.before : "OK";
  return to(instance, state, now, { errors: 0, before: null });
}

function looked(watch: Watch, instance: Instance, sample: Sample, course: Course): Instance {
  const limits = {
    warning: sample.thresholds?.warning ?? watch.warning,
    critical: sample.thresholds?.critical ?? watch.critical,
  };
  if (sample.status !== "OK" || sample.value === null) return unmeasured(watch, instance, { sample, limits }, course);
  return measured(watch, { ...instance, staleSince: null }, { value: sample.value, limits, certain: false }, course);
}

type Limits = { warning: string | null; critical: string | null };

function unmeasured(watch: Watch, instance: Instance, seen: { sample: Sample; limits: Limits }, course: Course) {
  const { sample, limits } = seen;
  // Guards must not mute the worst case: what breaches even at its best is known already.
  if (sample.best !== null && severityOf(watch, limits, sample.best) !== null)
    return measured(watch, { ...instance, staleSince: null }, { value: sample.best, limits, certain: true }, course);
  const state = sample.status === "OK" || sample.status === "ERROR" ? "NO_DATA" : sample.status;
  if (!instance.open) return to(instance, state, course.now, CALM);
  const staleSince = instance.staleSince ?? course.now.toISOString();
  if (since(staleSince, course.now) >= watch.holdForDays * DAY)
    return close(instance, course, "NO_LONGER_MEASURABLE", state);
  return { ...instance, staleSince };
}

type Seen = { value: string; limits: Limits; certain: boolean };

function measured(watch: Watch, instance: Instance, seen: Seen, course: Course): Instance {
  const severity = severityOf(watch, seen.limits, seen.value);
  if (instance.state === "FIRING" || instance.state === "RECOVERING")
    return firing(watch, instance, seen, { ...course, severity });
  if (severity === null) return calm(instance, course.now);
  if (watch.step && instance.rearmingSince !== null) {
    const isArmed = since(instance.rearmingSince, course.now) >= REARM_MS;
    if (!isArmed) return to(instance, "OK", course.now, { ...CALM, rearmingSince: instance.rearmingSince });
  }
  return rising(watch, instance, { seen, severity }, course);
}

/** Below the line. A step that was closed by a correction counts its day from here. */
function calm(instance: Instance, now: Date): Instance {
  return to(instance, "OK", now, CALM);
}

function rising(watch: Watch, instance: Instance, risen: { seen: Seen; severity: Severity }, course: Course): Instance {
  const { seen, severity } = risen;
  const isNewLook = instance.evaluatedAt !== course.now.toISOString();
  const wasPending = instance.state === "PENDING";
  const breaches = (wasPending ? instance.breaches : 0) + (isNewLook || !wasPending ? 1 : 0);
  const breachSince = wasPending && instance.breachSince ? instance.breachSince : course.now.toISOString();
  const held = breaches >= 2 && since(breachSince, course.now) >= watch.pendingForHours * HOUR;
  if (!seen.certain && watch.pendingForHours > 0 && !held)
    return to(instance, "PENDING", course.now, { severity: null, breachSince, breaches });
  const fired = to(instance, "FIRING", course.now, {
    ...CALM,
    severity,
    incident: instance.incident + 1,
    open: true,
    firedAt: course.now.toISOString(),
    escalated: severity === "critical",
    atLeast: seen.certain,
    rearmingSince: null,
  });
  tell(fired, course, { transition: "fired", reason: seen.certain ? "CERTAIN_BREACH" : "THRESHOLD", quiet: false });
  return fired;
}

type Found = Course & { severity: Severity | null };

function firing(watch: Watch, instance: Instance, seen: Seen, found: Found): Instance {
  const labelled = { ...instance, atLeast: seen.certain };
  if (found.severity === "critical") return worst(labelled, found);
  if (isBelow(watch, seen.limits.warning ?? seen.limits.critical, seen.value)) return receding(watch, labelled, found);
  const resumed = to(labelled, "FIRING", found.now, { belowSince: null });
  const isEased = seen.limits.warning !== null && isBelow(watch, seen.limits.critical, seen.value);
  if (labelled.severity !== "critical" || !isEased) return resumed;
  const eased = { ...resumed, severity: "warning" as const, eased: true };
  if (!labelled.eased) tell(eased, found, { transition: "eased", reason: "THRESHOLD", quiet: true });
  return eased;
}

function worst(instance: Instance, found: Found): Instance {
  const reached = to(instance, "FIRING", found.now, { severity: "critical", belowSince: null, escalated: true });
  // Said once per incident: a value that swings around the line is one story.
  if (!instance.escalated)
    tell(reached, found, {
      transition: "escalated",
      reason: instance.atLeast ? "CERTAIN_BREACH" : "THRESHOLD",
      quiet: false,
    });
  return reached;
}

function receding(watch: Watch, instance: Instance, found: Found): Instance {
  if (watch.step) {
    const closed = close(instance, found, "CORRECTED", "OK");
    return { ...closed, rearmingSince: found.now.toISOString() };
  }
  const belowSince = instance.belowSince ?? found.now.toISOString();
  if (since(belowSince, found.now) >= watch.keepFiringForHours * HOUR) return close(instance, found, "RECOVERED", "OK");
  return to(instance, "RECOVERING", found.now, { belowSince });
}

/** At the threshold is a breach, so that a value held exactly on it never flaps. */
function breaches(watch: Watch, threshold: string | null, value: string): boolean {
  if (threshold === null) return false;
  return watch.worse === "higher" ? new Exact(value).gte(threshold) : new Exact(value).lte(threshold);
}

function severityOf(watch: Watch, { warning, critical }: Limits, value: string): Severity | null {
  if (breaches(watch, critical, value)) return "critical";
  return breaches(watch, warning, value) ? "warning" : null;
}

/** Beyond the recovery line, on the good side. */
function isBelow(watch: Watch, threshold: string | null, value: string): boolean {
  if (threshold === null) return false;
  const line = recoveryLine(watch, threshold);
  return watch.worse === "higher" ? new Exact(value).lt(line) : new Exact(value).gt(line);
}

/** threshold − 5 %; where less is worse, + 5 %. */
export function recoveryLine({ worse, recoveryPercent }: Watch, threshold: string): string {
  const share = new Exact(recoveryPercent).dividedBy(100);
  const factor = worse === "higher" ? new Exact(1).minus(share) : new Exact(1).plus(share);
  return new Exact(threshold).times(factor).toFixed();
}
