"use client";

import { useLocale, useTranslations } from "next-intl";
import { pathOf, type Say, wordsOf } from "@/lib/notifications/rules/words";
import type { Message } from "@/lib/notifications/schema";

/** A message in the language of whoever looks, whatever language it was mailed in; and where it leads. */
export function useMessage(): (message: Message) => { subject: string; lead: string; href: string } {
  const t = useTranslations("alerts.message");
  const locale = useLocale();
  // The rule builds its keys from the message, which the compiler cannot follow.
  const say = t as unknown as Say;
  return (message) => {
    const { subject, lead } = wordsOf(message, { say, locale });
    return { subject, lead, href: pathOf(message) };
  };
}
