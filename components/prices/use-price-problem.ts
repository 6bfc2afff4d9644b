"use client";

import { useTranslations } from "next-intl";
import { useProblem } from "@/components/common/use-problem";
import { ApiError, type FieldProblem } from "@/lib/http/fetch-json";

const KNOWN = [
  "OVERLAPS",
  "IN_USE",
  "UNKNOWN_CODE",
  "OWN_CURRENCY",
  "TOO_SMALL",
  "TOO_LARGE",
  "INVALID_FORMAT",
  "INVALID_VALUE",
  "INVALID_TYPE",
] as const;
/** Rules over several fields have no code of their own; the field says which one it is. */
const BY_FIELD = {
  discount: "DISCOUNT",
  lastDay: "ORDER",
  includedCredits: "NO_CREDITS",
  points: "NO_POINTS",
  height: "SIZE",
  per: "ZERO",
  rate: "ZERO",
} as const;
type Known = (typeof KNOWN)[number] | (typeof BY_FIELD)[keyof typeof BY_FIELD];

function knownCode({ path, code }: FieldProblem): Known | undefined {
  if (code !== "CUSTOM" && code !== "INVALID") return KNOWN.find((known) => known === code);
  const field = Object.entries(BY_FIELD).find(([name]) => path === name || path.endsWith(`.${name}`));
  return field?.[1];
}

/** What the server refused, in the person's language: by field, and as one sentence. */
export function usePriceProblem() {
  const t = useTranslations("prices.problem");
  const common = useTranslations("common");
  const problems = useProblem();
  const sayOne = (problem: FieldProblem) => {
    const known = knownCode(problem);
    return known ? t(known) : problems.sayOne(problem);
  };
  const say = (error: unknown): string => {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    if (error.status === 403) return t("forbidden");
    const [first] = error.errors;
    if (error.status === 422 && error.errors.length > 0) return t("fields");
    return first ? sayOne(first) : problems.say(error);
  };
  /** For useForm().setErrors. */
  const byField = (error: unknown): Record<string, string> =>
    error instanceof ApiError
      ? Object.fromEntries(error.errors.filter(({ path }) => path !== "").map((one) => [one.path, sayOne(one)]))
      : {};
  return { say, byField };
}
