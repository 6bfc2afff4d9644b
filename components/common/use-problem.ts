"use client";

import { useLocale, useTranslations } from "next-intl";
import { ApiError, type FieldProblem } from "@/lib/http/fetch-json";

const CODES = ["NAME_TAKEN", "NOT_YOUR_VIEW", "TOO_MANY_VIEWS", "NOT_A_PERSON", "UNKNOWN_PARAMETER"] as const;
const STATUSES = [400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503] as const;

const statusOf = (status: number) => STATUSES.find((one) => one === status) ?? (status >= 500 ? 500 : 400);

/**
 * A failure in the reader's language: by its code, else by its status. The server's own sentences are English and for
 * people who read the API, so no other language shows them.
 */
export function useProblem() {
  const t = useTranslations("problems");
  const common = useTranslations("common");
  const locale = useLocale();

  function sayField({ code, message }: FieldProblem): string {
    const known = CODES.find((one) => one === code);
    if (known) return t(`code.${known}`);
    return locale === "en" ? message : t("status.422");
  }

  function say(error: unknown): string {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    const [first, ...others] = error.errors;
    if (first && others.length === 0) return sayField(first);
    return t(`status.${statusOf(error.status)}`);
  }

  /** Errors beside the fields they are about, for useForm().setErrors. */
  const byField = (error: unknown): Record<string, string> =>
    error instanceof ApiError
      ? Object.fromEntries(error.errors.filter(({ path }) => path !== "").map((one) => [one.path, sayField(one)]))
      : {};

  return { say, sayField, byField };
}
