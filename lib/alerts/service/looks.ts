import "server-only";
import type { WalletBalance } from "@/lib/balances/schema";
import type { BudgetState } from "@/lib/budgets/schema";
import { addDays, type Days } from "@/lib/core/period";
import type { BookingLists } from "@/lib/dimensions/rules";
import { costCenterOn, findByCode } from "@/lib/dimensions/rules";
import { nearestTarget, placesOf, type TargetPlace } from "@/lib/targets/rules";
import { kpiSample, NO_FIGURES } from "../rules/figures";
import type { Watch } from "../rules/machine";
import { type AlertPlace, placeOf } from "../rules/place";
import { guardsOf, watchOf, watchOfStep, windowOf } from "../rules/rule";
import type { Sample } from "../rules/sample";
import { LISTS } from "../rules/scopes";
import {
  anomalySample,
  balanceSample,
  budgetForecastSample,
  budgetStepSample,
  noApprovalSample,
  qualitySample,
} from "../rules/special";
import type { RuleBody } from "../schema";
import { dayRows, type Group, groupsOf } from "./groups";
import type { Sight, Targets } from "./sight";

/** One scope of a rule, as it looks now. */
export type Look = {
  groupKey: string;
  step: number;
  name: string | null;
  costCenterId: string | null;
  watch: Watch;
  sample: Sample;
};

/** The cost centre that a scope lies in: who is limited to it may see the alert. */
function costCenterOf(lists: BookingLists, body: RuleBody, key: string, today: string): string | null {
  const code =
    body.groupBy === "costCenter" && key
      ? key
      : body.filter.costCenter.length === 1
        ? body.filter.costCenter[0]
        : undefined;
  if (code !== undefined) return findByCode(lists.costCenters, code)?.effectiveId ?? null;
  const ofCampaign =
    body.groupBy === "campaign" && key ? key : body.filter.campaign.length === 1 ? body.filter.campaign[0] : undefined;
  const campaign = ofCampaign === undefined ? undefined : findByCode(lists.campaigns, ofCampaign);
  return campaign ? costCenterOn(campaign, today) : null;
}

/** Is the scope archived, or merged into another one? */
export function isGone(lists: BookingLists, body: RuleBody, key: string): boolean {
  if (key === "" || body.groupBy === "none") return false;
  if (["JOB_OUTLIER", "BUDGET_STEP", "BUDGET_FORECAST", "BALANCE_LOW"].includes(body.kind)) return false;
  const row = findByCode([...lists[LISTS[body.groupBy]]], key);
  return row === undefined || row.archived || row.effectiveId !== row.id;
}

/** Every scope that the rule watches, with what there is to see. Outliers come job by job, from elsewhere. */
export async function looksOf(sight: Sight, body: RuleBody): Promise<Look[]> {
  switch (body.kind) {
    case "KPI_THRESHOLD":
      return kpiLooks(sight, body);
    case "NO_APPROVAL":
    case "DATA_QUALITY":
      return cohortLooks(sight, body);
    case "DAY_ANOMALY":
      return anomalyLooks(sight, body);
    case "BUDGET_STEP":
    case "BUDGET_FORECAST":
      return budgetLooks(sight, body, (await sight.budgetsOn()).data);
    case "BALANCE_LOW":
      return balanceLooks(body, (await sight.balancesOn()).data);
    case "JOB_OUTLIER":
      return [];
  }
}

function lookAt(sight: Sight, body: RuleBody, group: Omit<Group, "figures">, sample: Sample): Look {
  const costCenterId = costCenterOf(sight.lists, body, group.key, sight.today);
  const isArchived = isGone(sight.lists, body, group.key);
  return {
    ...{ groupKey: group.key, name: group.name, step: 0, costCenterId, watch: watchOf(body) },
    sample: isArchived ? { ...sample, gone: true } : sample,
  };
}

async function kpiLooks(sight: Sight, body: RuleBody): Promise<Look[]> {
  const { metric } = body;
  if (metric === null) return [];
  const { days, known } = windowOf(body, sight.today);
  const groups = await groupsOf(sight, body, days);
  const since = days.to === known.to ? groups : await groupsOf(sight, body, known);
  const later = new Map(since.map((group) => [group.key, group]));
  const targets = body.target ? await sight.targets() : [];
  const keys = new Set([...groups, ...since].map(({ key }) => key));
  const byKey = new Map(groups.map((group) => [group.key, group]));
  return [...keys].map((key) => {
    const group = byKey.get(key) ?? { key, name: later.get(key)?.name ?? key, figures: NO_FIGURES };
    const aim = body.target ? targetAt(sight, targets, body, key) : null;
    const sample = kpiSample({
      ...{ metric, guards: guardsOf(body), warning: aim ?? body.warning, ...days, figures: group.figures },
      known: later.get(key)?.figures ?? group.figures,
    });
    const thresholds = aim === null ? null : { warning: aim, critical: body.critical };
    const isAimless = body.target && aim === null && body.critical === null;
    const judged: Sample = isAimless ? { ...sample, status: "NO_DATA", guard: "NO_TARGET", best: null } : sample;
    return lookAt(sight, body, group, { ...judged, thresholds });
  });
}

/** The target of the scope itself; a campaign without one takes that of its cost centre, then the organization's. */
function targetAt(sight: Sight, targets: Targets, body: RuleBody, key: string): string | null {
  if (body.metric === null) return null;
  const own = placeOf(body, key);
  const centre = own?.scope === "campaign" ? costCenterCode(sight, own.code) : null;
  const places = [...(own ? aimedAt(own) : []), ...placesOf({ costCenter: centre })];
  return nearestTarget(targets, body.metric, places, sight.today)?.value ?? null;
}

/** Asset types have no targets of their own: the organization's holds. */
const aimedAt = ({ scope, code }: AlertPlace): TargetPlace[] => (scope === "assetType" ? [] : [{ scope, code }]);

function costCenterCode({ lists, today }: Sight, campaign: string): string | null {
  const row = findByCode(lists.campaigns, campaign);
  const id = row ? costCenterOn(row, today) : null;
  const own = lists.costCenters.find((one) => one.id === id);
  return lists.costCenters.find((one) => one.id === own?.effectiveId)?.code ?? null;
}

async function cohortLooks(sight: Sight, body: RuleBody): Promise<Look[]> {
  const { days } = windowOf(body, sight.today);
  const groups = await groupsOf(sight, body, days);
  const { measure } = body;
  const last = measure === "silentDays" ? await lastJobDays(sight, body, days) : new Map<string, string>();
  return groups.map((group) => {
    const seen = { days, lastJobOn: last.get(group.key) ?? null, today: sight.today };
    const isQuality = measure === "unpricedJobs" || measure === "reviewBacklog" || measure === "silentDays";
    const sample = isQuality ? qualitySample(measure, group.figures, seen) : noApprovalSample(group.figures, days);
    return lookAt(sight, body, group, sample);
  });
}

async function lastJobDays(sight: Sight, body: RuleBody, days: Days): Promise<Map<string, string>> {
  const last = new Map<string, string>();
  for (const { day, key, jobs } of await dayRows(sight, body, days)) if (jobs > 0) last.set(key, day);
  return last;
}

async function anomalyLooks(sight: Sight, body: RuleBody): Promise<Look[]> {
  const days = { from: addDays(sight.today, -63), to: sight.today };
  const spent = new Map<string, Map<string, string>>();
  for (const { day, key, spend } of await dayRows(sight, body, days)) {
    const own = spent.get(key) ?? new Map<string, string>();
    own.set(day, spend);
    spent.set(key, own);
  }
  const names = new Map((await groupsOf(sight, body, days)).map(({ key, name }) => [key, name]));
  return [...spent].map(([key, byDay]) => {
    const sample = anomalySample(byDay, sight.today, { money: body.minSpend ?? "25" });
    return lookAt(sight, body, { key, name: names.get(key) ?? null }, sample);
  });
}

export function budgetLooks(sight: Sight, body: RuleBody, data: readonly BudgetState[]): Look[] {
  const matches = data.filter(({ budget }) => {
    const codes = body.filter[budget.scope];
    const others = budget.scope === "campaign" ? body.filter.costCenter : body.filter.campaign;
    return codes.length > 0 ? codes.includes(budget.code) : others.length === 0;
  });
  return matches.flatMap(({ budget, period, forecast }) => {
    const inUnit = budget.unit === "MONEY" ? "" : `:${budget.provider}`;
    const groupKey = `${budget.scope}:${budget.code}${inUnit}`;
    const place = { ...body, groupBy: budget.scope };
    const common = {
      ...{ groupKey, name: budget.name },
      costCenterId: costCenterOf(sight.lists, place, budget.code, sight.today),
    };
    if (body.kind === "BUDGET_FORECAST")
      return [{ ...common, step: 0, watch: watchOf(body), sample: budgetForecastSample({ budget, period, forecast }) }];
    const sample = budgetStepSample({ budget, period, forecast });
    return budget.steps.map((step) => ({ ...common, step, watch: watchOfStep(body, step), sample }));
  });
}

export function balanceLooks({ measure, ...body }: RuleBody, data: readonly WalletBalance[]): Look[] {
  if (measure !== "creditsLeft" && measure !== "daysLeft") return [];
  return data
    .filter(({ archived, unit }) => !archived && unit === "CREDITS")
    .map((balance) => ({
      ...{ groupKey: `wallet:${balance.wallet}`, step: 0, name: balance.name, costCenterId: null },
      ...{ watch: watchOf({ ...body, measure }), sample: balanceSample(measure, balance) },
    }));
}
