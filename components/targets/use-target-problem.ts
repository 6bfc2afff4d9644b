"use client";

import { useTranslations } from "next-intl";
import { ownCodes, useProblem } from "@/components/common/use-problem";

const codeOf = ownCodes(
  [
    "FROZEN",
    "IS_PAST",
    "OVERLAPS",
    "HAS_BEGUN",
    "UNKNOWN_CODE",
    "UNASSIGNED",
    "LIMITED",
    "TOO_LARGE",
    "BEFORE_FIRST_DAY",
  ],
  {
    value: "VALUE",
    lastDay: "BEFORE_FIRST_DAY",
    code: "CODE",
    metric: "METRIC",
    reason: "REASON",
  },
);

/** What the server refused, in the person's language: by field, and as one sentence. */
export function useTargetProblem() {
  const t = useTranslations("targets.problem");
  return useProblem((refusal) => {
    const code = codeOf(refusal);
    return code && t(code);
  });
}
