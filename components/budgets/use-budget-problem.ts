"use client";

import { useTranslations } from "next-intl";
import { ownCodes, useProblem } from "@/components/common/use-problem";

const codeOf = ownCodes(
  [
    "UNKNOWN_CODE",
    "UNASSIGNED",
    "NOT_A_PERIOD_START",
    "NOT_A_PERIOD_END",
    "OVERLAPS",
    "PERIOD_IS_OVER",
    "CUTS_A_PERIOD",
    "RANGE_ENDS",
    "BEFORE_FIRST_DAY",
  ],
  {
    amount: "AMOUNT",
    steps: "STEPS",
    lastDay: "ORDER",
    costCenter: "NEEDED",
    campaign: "NEEDED",
    provider: "NEEDED",
    firstDay: "NEEDED",
  },
);

/** What the server refused, in the person's language: by field, and as one sentence. */
export function useBudgetProblem() {
  const t = useTranslations("budgets.problem");
  return useProblem((refusal) => {
    const code = codeOf(refusal);
    return code && t(code);
  });
}
