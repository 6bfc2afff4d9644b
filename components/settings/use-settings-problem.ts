"use client";

import { useTranslations } from "next-intl";
import { ownCodes, useProblem } from "@/components/common/use-problem";

const codeOf = ownCodes([
  "LAST_ADMIN",
  "BELONGS_ELSEWHERE",
  "ALREADY_MEMBER",
  "DEACTIVATED_MEMBER",
  "NOT_OPEN",
  "REVOKED_BEFORE",
  "ADMIN_UNLIMITED",
  "UNKNOWN_CODE",
  "UNKNOWN_SCOPE",
  "IN_THE_PAST",
  "CURRENCY_FIXED",
  "SAME_DAY",
]);

/** A refusal of the settings' API in the person's language. */
export function useSettingsProblem() {
  const t = useTranslations("settings.problem");
  return useProblem((refusal) => {
    const code = codeOf(refusal);
    return code && t(code);
  });
}
