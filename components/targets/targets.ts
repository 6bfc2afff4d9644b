import { type Days, presetDays } from "@/lib/core/period";
import type { WholeKpiParams } from "@/lib/kpi/queries";
import type { KpiAnswer, KpiRow } from "@/lib/kpi/schema";
import { figureOf, isInForce, targetState } from "@/lib/targets/rules";
import type { Target, TargetFigure, TargetMetric, TargetScope, TargetState } from "@/lib/targets/schema";

/** One figure and scope with all of its versions, oldest first. `shown` is the one in force, the next, or the last. */
export type TargetGroup = {
  key: string;
  metric: TargetMetric;
  scope: TargetScope;
  code: string | null;
  shown: Target;
  when: "now" | "later" | "over";
  versions: Target[];
};

const keyOf = ({ metric, scope, code }: Target) => `${metric}/${scope}/${code ?? ""}`;

function shownOf(versions: readonly Target[], today: string): Pick<TargetGroup, "shown" | "when"> | null {
  const now =
    versions.find((version) => isInForce(version, today) && version.mergedFrom === null) ??
    versions.find((version) => isInForce(version, today));
  if (now) return { shown: now, when: "now" };
  const next = versions.find(({ firstDay }) => firstDay > today);
  if (next) return { shown: next, when: "later" };
  const last = versions.at(-1);
  return last ? { shown: last, when: "over" } : null;
}

/** Grouped in the order in which the server lists them. */
export function groupsOf(targets: readonly Target[], today: string): TargetGroup[] {
  const byKey = new Map<string, Target[]>();
  for (const target of targets) byKey.set(keyOf(target), [...(byKey.get(keyOf(target)) ?? []), target]);
  return [...byKey].flatMap(([key, versions]) => {
    const found = shownOf(versions, today);
    if (!found) return [];
    const { metric, scope, code } = found.shown;
    return [{ key, metric, scope, code, versions, ...found }];
  });
}

/** The days that a target is held against on this page: enough of them to mean something. */
export const measuredDays = (today: string): Days => presetDays("90d", today);

/** The question to the KPI layer for one scope. */
export const questionOf = (scope: TargetScope, days: Days): WholeKpiParams => ({
  ...days,
  ...(scope === "organization" ? {} : { groupBy: scope }),
});

/** `row`: the counts that a missing figure is explained with; null: no job at all. */
export type Measured = TargetFigure & {
  lowerBound: boolean;
  row: Pick<KpiRow, "jobs" | "images" | "decided" | "superseded"> | null;
};

/** The figure of a place in the answer for its scope; a place without jobs has none. */
export function measured(
  answer: KpiAnswer | undefined,
  { metric, scope, code }: { metric: TargetMetric; scope: TargetScope; code: string | null },
): Measured | null {
  if (!answer) return null;
  const row =
    scope === "organization"
      ? answer.total
      : answer.groups.find(({ key }) => key[scope]?.toLowerCase() === code?.toLowerCase());
  if (!row?.jobs) return { value: null, reason: "NO_OUTPUT", lowerBound: false, row: null };
  const { jobs, images = 0, decided = 0, superseded = 0, lowerBound = false } = row;
  return { ...figureOf(row, metric), lowerBound, row: { jobs, images, decided, superseded } };
}

/** Only a target in force can be missed. */
export const stateOf = ({ metric, shown, when }: TargetGroup, figure: TargetFigure | null): TargetState =>
  when === "now" && figure ? targetState(figure, shown.value, metric) : "unknown";
