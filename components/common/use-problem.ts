"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { CHECK_CODES, REFUSAL_CODES } from "@/lib/core/problem-codes";
import { ApiError, type FieldProblem } from "@/lib/http/fetch-json";

const STATUSES = [400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503] as const;

const statusOf = (status: number) => STATUSES.find((one) => one === status) ?? (status >= 500 ? 500 : 400);

type Refusal = Pick<FieldProblem, "code" | "message"> & { near?: readonly string[] | undefined };

export type ProblemWords = { say: (error: unknown) => string; sayOne: (refusal: Refusal) => string };

/**
 * A failure in the reader's language: by its code, else by its status. The only place of the screens that knows the
 * server's own sentences: they are English, and say more than a code only where a check of the schema failed.
 */
export function useProblem() {
  const t = useTranslations("problems");
  const common = useTranslations("common");
  const locale = useLocale();
  const format = useFormatter();

  function sayOne({ code, message, near = [] }: Refusal): string {
    const refusal = REFUSAL_CODES.find((one) => one === code);
    if (refusal) {
      const meant = near.length > 0 ? t("near", { names: format.list(near, { type: "disjunction" }) }) : null;
      return [t(`code.${refusal}`), meant].filter(Boolean).join(" ");
    }
    if (locale === "en" && message !== "") return message;
    return t(`code.${CHECK_CODES.find((one) => one === code) ?? "CUSTOM"}`);
  }

  function say(error: unknown): string {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    const [first, ...others] = error.errors;
    if (first && others.length === 0) return sayOne(first);
    return t(`status.${statusOf(error.status)}`);
  }

  /** Errors beside the fields they are about, for useForm().setErrors. */
  const byField = (error: unknown): Record<string, string> =>
    error instanceof ApiError
      ? Object.fromEntries(error.errors.filter(({ path }) => path !== "").map((one) => [one.path, sayOne(one)]))
      : {};

  return { say, sayOne, byField };
}
