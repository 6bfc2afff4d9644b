"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { CHECK_CODES, REFUSAL_CODES } from "@/lib/core/problem-codes";
import { ApiError, type FieldProblem } from "@/lib/http/fetch-json";

const STATUSES = [400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503] as const;

const statusOf = (status: number) => STATUSES.find((one) => one === status) ?? (status >= 500 ? 500 : 400);

type Refusal = Pick<FieldProblem, "code" | "message"> & {
  path?: string | undefined;
  near?: readonly string[] | undefined;
};

/** What a screen says in words of its own; undefined leaves it to the common ones. */
type OwnWords = (refusal: Pick<Refusal, "code" | "path">) => string | undefined;

export type ProblemWords = { say: (error: unknown) => string; sayOne: (refusal: Refusal) => string };

/** "steps.0" is about the field steps. */
const fieldOf = (path: string) => path.replace(/(\.\d+)+$/, "");

/**
 * The codes that a screen has words of its own for. The schema's own checks have no code that says much, so `byField`
 * tells by the field which of the words is meant.
 */
export function ownCodes<const Code extends string, const Meant extends string = never>(
  codes: readonly Code[],
  byField: Readonly<Record<string, Meant>> = {},
) {
  return ({ code, path = "" }: Pick<Refusal, "code" | "path">): Code | Meant | undefined => {
    const field = fieldOf(path);
    const isMeant = ([name]: [string, Meant]) => field === name || field.endsWith(`.${name}`);
    return codes.find((one) => one === code) ?? Object.entries(byField).find(isMeant)?.[1];
  };
}

/**
 * A failure in the reader's language: by its code, else by its status. The only place of the screens that knows the
 * server's own sentences: they are English, and say more than a code only where a check of the schema failed.
 */
export function useProblem(own?: OwnWords) {
  const t = useTranslations("problems");
  const common = useTranslations("common");
  const locale = useLocale();
  const format = useFormatter();

  function sayOne({ code, path, message, near = [] }: Refusal): string {
    const closer = own?.({ code, path });
    if (closer !== undefined) return closer;
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
    const [first, ...others] = new Set(error.errors.map(sayOne));
    if (first !== undefined && others.length === 0) return first;
    return t(`status.${statusOf(error.status)}`);
  }

  /** Errors beside the fields they are about, for useForm().setErrors. */
  const byField = (error: unknown): Record<string, string> =>
    error instanceof ApiError
      ? Object.fromEntries(
          error.errors.filter(({ path }) => path !== "").map((one) => [fieldOf(one.path), sayOne(one)]),
        )
      : {};

  return { say, sayOne, byField };
}
