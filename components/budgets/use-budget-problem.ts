"use client";

import { useTranslations } from "next-intl";
import { useProblem } from "@/components/common/use-problem";
import { ApiError, type FieldProblem } from "@/lib/http/fetch-json";

const KNOWN = [
  ...(["UNKNOWN_CODE", "UNASSIGNED", "NOT_A_PERIOD_START", "NOT_A_PERIOD_END", "OVERLAPS"] as const),
  ...(["PERIOD_IS_OVER", "CUTS_A_PERIOD", "RANGE_ENDS", "BEFORE_FIRST_DAY"] as const),
] as const;
/** The schema's own checks have no code of their own; the field says which one it is. */
const BY_FIELD = {
  amount: "AMOUNT",
  steps: "STEPS",
  lastDay: "ORDER",
  costCenter: "NEEDED",
  campaign: "NEEDED",
  provider: "NEEDED",
  firstDay: "NEEDED",
} as const;

type Known = (typeof KNOWN)[number] | (typeof BY_FIELD)[keyof typeof BY_FIELD];

function knownCode({ path, code }: FieldProblem): Known | undefined {
  const known = KNOWN.find((one) => one === code);
  return known ?? Object.entries(BY_FIELD).find(([name]) => path === name || path.startsWith(`${name}.`))?.[1];
}

/** What the server refused, in the person's language: by field, and as one sentence. */
export function useBudgetProblem() {
  const t = useTranslations("budgets.problem");
  const common = useTranslations("common");
  const problems = useProblem();
  const sayOne = (problem: FieldProblem): string => {
    const known = knownCode(problem);
    return known ? t(known) : problems.sayOne(problem);
  };
  const say = (error: unknown): string => {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    if (error.status === 403) return t("forbidden");
    const [first] = error.errors;
    if (first && error.errors.length === 1) return sayOne(first);
    return error.errors.length > 1 ? t("fields") : problems.say(error);
  };
  const byField = (error: unknown): Record<string, string> =>
    error instanceof ApiError
      ? Object.fromEntries(
          error.errors.filter(({ path }) => path !== "").map((one) => [one.path.split(".")[0] ?? "", sayOne(one)]),
        )
      : {};
  return { say, byField };
}
