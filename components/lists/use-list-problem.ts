"use client";

import { useTranslations } from "next-intl";
import { useProblem } from "@/components/common/use-problem";
import { ApiError } from "@/lib/http/fetch-json";

const KNOWN = [
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
] as const;
type Known = (typeof KNOWN)[number];

const isKnown = (code: string): code is Known => KNOWN.some((known) => known === code);

/** An error of the API in the person's language. */
export function useListProblem() {
  const t = useTranslations("lists");
  const common = useTranslations("common");
  const problems = useProblem();
  const sayCode = (code: string, message: string) =>
    isKnown(code) ? t(`problem.${code}`) : problems.sayOne({ code, message });
  const say = (error: unknown): string => {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    if (error.status === 403) return t("problem.forbidden");
    if (error.status === 404) return t("problem.notFound");
    const [first] = error.errors;
    return first ? sayCode(first.code, first.message) : problems.say(error);
  };
  return { say, sayCode };
}
