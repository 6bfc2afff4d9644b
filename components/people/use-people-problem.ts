"use client";

import { useTranslations } from "next-intl";
import { ownCodes, useProblem } from "@/components/common/use-problem";
import { ApiError } from "@/lib/http/fetch-json";

const codeOf = ownCodes([
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
]);

/** A refusal in the person's language: at fields where it names one, else as one sentence for the form. */
export function usePeopleProblem() {
  const t = useTranslations("account.problem");
  const { say, sayOne } = useProblem((refusal) => {
    const code = codeOf(refusal);
    return code && t(code);
  });

  /** Errors by the last word of their path: "owner.email" belongs to the field email. */
  function sayFields(error: unknown, fields: readonly string[]): Record<string, string> {
    if (!(error instanceof ApiError)) return {};
    const named = error.errors.map((one) => [one.path.split(".").at(-1) ?? "", sayOne(one)]);
    return Object.fromEntries(named.filter(([field]) => fields.includes(field ?? "")));
  }

  return { say, sayFields };
}
