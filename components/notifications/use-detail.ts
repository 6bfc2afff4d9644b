"use client";

import { useTranslations } from "next-intl";

const KNOWN = [
  "MAIL_NOT_SET",
  "MAIL_SIGN_IN",
  "BAD_ADDRESS",
  "PRIVATE_ADDRESS",
  "NAME_NOT_FOUND",
  "NOT_REACHED",
  "TOO_SLOW",
  "BROKEN_OFF",
  "TOO_LARGE",
  "NOTHING_TO_SEE",
  "PERSON_GONE",
  "CHANNEL_REMOVED",
  "NOT_READABLE",
  "NOT_WRITTEN",
] as const;

/** What came of an attempt: our codes in words, what the other side said as it said it. */
export function useDetail(): (detail: string) => string {
  const t = useTranslations("notifications.detail");
  return (detail) => {
    const known = KNOWN.find((one) => one === detail);
    return known ? t(known) : detail;
  };
}
