"use client";

import { useTranslations } from "next-intl";
import { useProblem } from "@/components/common/use-problem";
import { ApiError } from "@/lib/http/fetch-json";

const KNOWN = [
  "WRONG_PASSWORD",
  "WRONG_CURRENT_PASSWORD",
  "TOO_MANY_TRIES",
  "LINK_GONE",
  "NO_MAIL",
  "HAS_ACCOUNT",
  "SIGN_UP_CLOSED",
  "INVITATION_GONE",
  "OTHER_PERSON",
  "ALREADY_MEMBER",
  "DEACTIVATED_MEMBER",
] as const;
type Known = (typeof KNOWN)[number];

const isKnown = (code: string): code is Known => KNOWN.some((known) => known === code);

/** A refusal in the person's language: at fields where it names one, else as one sentence for the form. */
export function usePeopleProblem() {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const problems = useProblem();
  const sayCode = (code: string, message: string) =>
    isKnown(code) ? t(`problem.${code}`) : problems.sayOne({ code, message });

  function say(error: unknown): string {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    const [first] = error.errors;
    if (first) return sayCode(first.code, first.message);
    return error.status === 403 ? t("problem.forbidden") : problems.say(error);
  }

  /** Errors by the last word of their path: "owner.email" belongs to the field email. */
  function sayFields(error: unknown, fields: readonly string[]): Record<string, string> {
    if (!(error instanceof ApiError)) return {};
    const named = error.errors.map(({ path, code, message }) => [path.split(".").at(-1) ?? "", sayCode(code, message)]);
    return Object.fromEntries(named.filter(([field]) => fields.includes(field ?? "")));
  }

  return { say, sayFields };
}
