"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { useProblem } from "@/components/common/use-problem";
import { ApiError, type FieldProblem } from "@/lib/http/fetch-json";
import { isShare } from "@/lib/targets/rules";
import type { TargetMetric, TargetScope } from "@/lib/targets/schema";

/** What targets are called, and how their values read. */
export function useTargetWords() {
  const t = useTranslations("targets");
  const kpi = useTranslations("kpi");
  const format = useFormat();
  return {
    metric: (metric: TargetMetric) => (metric === "wasteShare" ? t("wasteShare") : kpi(`figure.${metric}`)),
    value: (metric: TargetMetric, value: string) => (isShare(metric) ? format.percent(value) : format.money(value)),
    place: (scope: TargetScope, name: string | null, code: string | null) =>
      scope === "organization" ? t("scope.organization") : (name ?? code ?? ""),
    days: (firstDay: string, lastDay: string | null) =>
      lastDay === null ? t("from", { day: format.day(firstDay) }) : format.days(firstDay, lastDay),
  };
}

const KNOWN = [
  "FROZEN",
  "IS_PAST",
  "OVERLAPS",
  "HAS_BEGUN",
  "UNKNOWN_CODE",
  "UNASSIGNED",
  "LIMITED",
  "TOO_LARGE",
  "BEFORE_FIRST_DAY",
] as const;
const BY_FIELD = {
  value: "VALUE",
  lastDay: "BEFORE_FIRST_DAY",
  code: "CODE",
  metric: "METRIC",
  reason: "REASON",
} as const;

/** What the server refused, in the person's language: by field, and as one sentence. */
export function useTargetProblem() {
  const t = useTranslations("targets.problem");
  const common = useTranslations("common");
  const problems = useProblem();
  const sayOne = (problem: FieldProblem): string => {
    const { code, path } = problem;
    const known = KNOWN.find((one) => one === code);
    if (known) return t(known);
    const field = Object.entries(BY_FIELD).find(([name]) => path === name);
    return field ? t(field[1]) : problems.sayOne(problem);
  };
  const say = (error: unknown): string => {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    const [first] = error.errors;
    if (first) return sayOne(first);
    return error.status === 403 ? t("forbidden") : problems.say(error);
  };
  const byField = (error: unknown): Record<string, string> =>
    error instanceof ApiError
      ? Object.fromEntries(error.errors.filter(({ path }) => path !== "").map((one) => [one.path, sayOne(one)]))
      : {};
  return { say, byField };
}
