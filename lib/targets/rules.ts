import { Exact, ratioText } from "@/lib/core/amount";
import type { Days } from "@/lib/core/period";
import { addDays } from "@/lib/core/period";
import type { KpiPartialRow } from "@/lib/kpi/schema";
import type { Target, TargetFigure, TargetMetric, TargetScope, TargetState } from "./schema";

/** What a target is for: the organization, or one row of a list. */
export type TargetPlace = { scope: "organization" } | { scope: Exclude<TargetScope, "organization">; code: string };

type Version = Pick<Target, "metric" | "scope" | "code" | "mergedFrom" | "firstDay" | "lastDay">;

const ORGANIZATION: TargetPlace = { scope: "organization" };
const alike = (one: string | null, other: string) => one?.toLowerCase() === other.toLowerCase();

export const isAt = ({ scope, code }: Pick<Version, "scope" | "code">, place: TargetPlace) =>
  scope === place.scope && (place.scope === "organization" || alike(code, place.code));

export const isInForce = ({ firstDay, lastDay }: Pick<Version, "firstDay" | "lastDay">, day: string) =>
  firstDay <= day && (lastDay === null || day <= lastDay);

/** A target of its own comes before one that a merge brought along; of several merged ones the latest. */
const better = (one: Version, other: Version) =>
  (one.mergedFrom === null) === (other.mergedFrom === null) ? one.firstDay > other.firstDay : one.mergedFrom === null;

/** The target of exactly this scope on this day; null: it has none of its own. */
export function targetOn<V extends Version>(
  versions: readonly V[],
  metric: TargetMetric,
  place: TargetPlace,
  day: string,
): V | null {
  let best: V | null = null;
  for (const version of versions)
    if (
      version.metric === metric &&
      isAt(version, place) &&
      isInForce(version, day) &&
      (!best || better(version, best))
    )
      best = version;
  return best;
}

/** Where a page looks for its target, most specific first: a campaign, its cost centre, the organization. */
export function placesOf(at: { campaign?: string; costCenter?: string | null }): TargetPlace[] {
  return [
    ...(at.campaign === undefined ? [] : [{ scope: "campaign" as const, code: at.campaign }]),
    ...(at.costCenter ? [{ scope: "costCenter" as const, code: at.costCenter }] : []),
    ORGANIZATION,
  ];
}

/** The first target that the places have on this day. Its `scope` says where it comes from. */
export function nearestTarget<V extends Version>(
  versions: readonly V[],
  metric: TargetMetric,
  places: readonly TargetPlace[],
  day: string,
): V | null {
  for (const place of places) {
    const found = targetOn(versions, metric, place, day);
    if (found) return found;
  }
  return null;
}

/** The target line of a chart, as it was: stretches of days with one target, oldest first; days without one are left out. */
export function targetSteps<V extends Version>(
  versions: readonly V[],
  metric: TargetMetric,
  place: TargetPlace,
  { from, to }: Days,
): (Days & { target: V })[] {
  const own = versions.filter((version) => version.metric === metric && isAt(version, place));
  const edges = own.flatMap(({ firstDay, lastDay }) => [firstDay, ...(lastDay ? [addDays(lastDay, 1)] : [])]);
  const starts = [...new Set([from, ...edges.filter((day) => day > from && day <= to)])].sort();
  const steps: (Days & { target: V })[] = [];
  for (const [index, start] of starts.entries()) {
    const target = targetOn(own, metric, place, start);
    if (!target) continue;
    const end = starts[index + 1] ? addDays(starts[index + 1] ?? to, -1) : to;
    const before = steps.at(-1);
    if (before?.target === target && addDays(before.to, 1) === start) before.to = end;
    else steps.push({ from: start, to: end, target });
  }
  return steps;
}

/** More is better for the approval rate, less for everything else. */
export const moreIsBetter = (metric: TargetMetric) => metric === "approvalRate";

/** So close to the target, on its good side, that one should look: within 10 % of it. */
const NEAR = "0.1";

/** Is the figure where the target wants it? Exactly on the target is not over. No figure: unknown, never fine. */
export function targetState({ value }: Pick<TargetFigure, "value">, target: string, metric: TargetMetric): TargetState {
  if (value === null) return "unknown";
  const figure = new Exact(value);
  const room = new Exact(target).times(NEAR);
  if (moreIsBetter(metric)) {
    if (figure.lessThan(target)) return "over";
    // Nothing is better than all of it.
    return figure.lessThan(room.plus(target)) && figure.lessThan(1) ? "near" : "fine";
  }
  if (figure.greaterThan(target)) return "over";
  return figure.greaterThan(new Exact(target).minus(room)) ? "near" : "fine";
}

export const isShare = (metric: TargetMetric) => metric === "approvalRate" || metric === "wasteShare";

/** Shares are written as per cent by people and from 0 to 1 by programs: "60" is "0.6", and back. */
export const shareOfPercent = (text: string) => new Exact(text).dividedBy(100).toFixed();
export const percentOfShare = (text: string) => new Exact(text).times(100).toFixed();

/** How far the figure is from its target, as a share of it: "0.12" is 12 % above. */
export function targetGap(value: string, target: string): string {
  return ratioText(new Exact(value).minus(target), target);
}

/** The figure that a target is held against, out of a row of the KPI layer. */
export function figureOf(row: KpiPartialRow, metric: TargetMetric): TargetFigure {
  if (metric === "wasteShare") {
    const { spend, waste, jobs = 0, unpricedJobs = 0 } = row;
    if (!spend || !waste) return { value: null, reason: "NOT_APPLICABLE" };
    if (new Exact(spend).isZero())
      return { value: null, reason: jobs > 0 && jobs === unpricedJobs ? "UNPRICED" : "NO_OUTPUT" };
    return { value: ratioText(waste.total, spend), reason: null };
  }
  return { value: row[metric] ?? null, reason: row.nullReasons?.[metric] ?? null };
}

type Span = { firstDay: string; lastDay: string | null };
type Existing = Span & { id: string; frozen: boolean };

/**
 * What happens to the versions of one figure and scope when a new one comes. `ends`: the one in force ends the day
 * before. `replaces`: one that begins on the same day and has not begun yet, or only today. Otherwise a conflict:
 * a frozen one stays, days that are over keep their target, and what comes later is not overwritten silently.
 */
export type Room = {
  ends: { id: string; lastDay: string } | null;
  replaces: string | null;
  conflict: { id: string; why: "FROZEN" | "IS_PAST" | "OVERLAPS" } | null;
};

const overlapping = (one: Span, other: Span) =>
  (other.lastDay === null || one.firstDay <= other.lastDay) && (one.lastDay === null || other.firstDay <= one.lastDay);

export function roomFor(versions: readonly Existing[], wanted: Span, today: string): Room {
  const room: Room = { ends: null, replaces: null, conflict: null };
  for (const { id, frozen, ...span } of versions.filter((version) => overlapping(version, wanted))) {
    const refuse = (why: "FROZEN" | "IS_PAST" | "OVERLAPS") => ({ ...room, conflict: { id, why } });
    if (span.firstDay > wanted.firstDay) return refuse("OVERLAPS");
    if (frozen) return refuse("FROZEN");
    if (wanted.firstDay < today) return refuse("IS_PAST");
    if (span.firstDay === wanted.firstDay) room.replaces = id;
    else room.ends = { id, lastDay: addDays(wanted.firstDay, -1) };
  }
  return room;
}
