"use client";

import { useTranslations } from "next-intl";
import { ApiError } from "@/lib/http/fetch-json";

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
type Known = (typeof KNOWN)[number];
const isKnown = (code: string): code is Known => KNOWN.some((known) => known === code);

/** What the server refused, in the person's language: by field, and as one sentence. */
export function usePriceProblem() {
  const t = useTranslations("prices.problem");
  const common = useTranslations("common");
  const sayCode = (code: string, message: string) => (isKnown(code) ? t(code) : message);
  const say = (error: unknown): string => {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    if (error.status === 403) return t("forbidden");
    const [first] = error.errors;
    if (error.status === 422 && error.errors.length > 0) return t("fields");
    return first ? sayCode(first.code, first.message) : error.message;
  };
  /** For useForm().setErrors. */
  const byField = (error: unknown): Record<string, string> =>
    error instanceof ApiError
      ? Object.fromEntries(
          error.errors
            .filter(({ path }) => path !== "")
            .map(({ path, code, message }) => [path, sayCode(code, message)]),
        )
      : {};
  return { say, byField };
}
