"use client";

import { useTranslations } from "next-intl";
import { useProblem } from "@/components/common/use-problem";
import { ApiError, type FieldProblem } from "@/lib/http/fetch-json";

const KNOWN = [
  "IN_THE_FUTURE",
  "NO_RATE",
  "OTHER_WALLET",
  "OTHER_UNIT",
  "MORE_THAN_CHARGED",
  "NOT_BOOKED_BY_HAND",
  "REVERSED_BEFORE",
] as const;
/** The schema's own checks have no code of their own; the field says which one it is. */
const BY_FIELD = {
  quantity: "QUANTITY",
  currency: "PAIR",
  amount: "QUANTITY",
  job: "NO_JOB",
  expiresOn: "ORDER",
  day: "NEEDED",
} as const;
type Known = (typeof KNOWN)[number] | (typeof BY_FIELD)[keyof typeof BY_FIELD];

function knownCode({ path, code }: FieldProblem): Known | undefined {
  return KNOWN.find((one) => one === code) ?? Object.entries(BY_FIELD).find(([name]) => path === name)?.[1];
}

/** What the server refused, in the person's language: by field, and as one sentence. */
export function useBalanceProblem() {
  const t = useTranslations("balances.problem");
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
    if (error.status === 404) return t("NO_JOB");
    const [first] = error.errors;
    if (first && error.errors.length === 1) return sayOne(first);
    return error.errors.length > 1 ? t("fields") : problems.say(error);
  };
  const byField = (error: unknown): Record<string, string> =>
    error instanceof ApiError
      ? Object.fromEntries(error.errors.filter(({ path }) => path !== "").map((one) => [one.path, sayOne(one)]))
      : {};
  return { say, byField };
}
