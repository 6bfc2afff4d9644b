"use client";

import { useTranslations } from "next-intl";
import { email, PASSWORD_LENGTH, password } from "@/lib/auth/schema/people";

type Check = (value: string | undefined) => string | null;

/** What is wrong with a field, in the person's language; null = nothing. */
export function useChecks() {
  const t = useTranslations("account.invalid");
  const checks = {
    needed: (value) => (value?.trim() ? null : t("needed")),
    email: (value) => {
      if (!value?.trim()) return t("needed");
      return email.safeParse(value).success ? null : t("email");
    },
    newPassword: (value) => (password.safeParse(value).success ? null : t("passwordLength", PASSWORD_LENGTH)),
    currency: (value) => (value ? null : t("currency")),
    timeZone: (value) => (value ? null : t("timeZone")),
  } satisfies Record<string, Check>;
  return checks;
}

/** Only the fields with something wrong. */
export function wrongOnes(found: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(found).flatMap(([name, text]) => (text === null ? [] : [[name, text]])));
}
