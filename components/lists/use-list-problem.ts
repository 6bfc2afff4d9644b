"use client";

import { useTranslations } from "next-intl";
import { ownCodes, useProblem } from "@/components/common/use-problem";

const codeOf = ownCodes([
  "CODE_EXISTS",
  "CODE_ARCHIVED",
  "CODE_IN_USE",
  "UNKNOWN_CODE",
  "UNASSIGNED",
  "INTO_UNASSIGNED",
  "ALREADY_MERGED",
  "INTO_ITSELF",
  "CIRCLE",
  "ARCHIVED",
  "IS_DEFAULT",
  "NOT_MERGED",
  "DAYS_OUT_OF_ORDER",
]);

/** An error of the API in the person's language. */
export function useListProblem() {
  const t = useTranslations("lists.problem");
  return useProblem((refusal) => {
    const code = codeOf(refusal);
    return code && t(code);
  });
}
