"use client";

import { useTranslations } from "next-intl";
import { useProblem } from "@/components/common/use-problem";
import { ApiError } from "@/lib/http/fetch-json";

const KNOWN = [
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
] as const;
type Known = (typeof KNOWN)[number];

const isKnown = (code: string): code is Known => KNOWN.some((known) => known === code);

/** A refusal of the settings' API in the person's language. */
export function useSettingsProblem(): (error: unknown) => string {
  const t = useTranslations("settings.problem");
  const common = useTranslations("common");
  const problems = useProblem();
  return (error) => {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    const [first] = error.errors;
    if (first) return isKnown(first.code) ? t(first.code) : problems.sayOne(first);
    if (error.status === 403) return t("forbidden");
    return error.status === 404 ? t("notFound") : problems.say(error);
  };
}
