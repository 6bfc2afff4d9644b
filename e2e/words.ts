import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import type { Messages } from "@/i18n/messages";

export const LOCALES = ["en", "de"] as const;
export type Locale = (typeof LOCALES)[number];

function readMessages(locale: Locale): Messages {
  const folder = new URL(`../messages/${locale}/`, import.meta.url);
  const parse = (file: string) => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  const named = readdirSync(folder).map((file) => [file.replace(/\.json$/, ""), parse(file)]);
  return Object.fromEntries(named) as Messages;
}

/** The words that a person reads, from the same files as the screens: `t("jobs.form.logNext")`. */
export function wordsOf(locale: Locale) {
  const translate = createTranslator<Messages>({ locale, messages: readMessages(locale), timeZone: "Europe/Berlin" });
  // Playwright normalizes every space of a page to a plain one.
  return ((...args: Parameters<typeof translate>) => translate(...args).replaceAll(/\s/g, " ")) as typeof translate;
}
export type Words = ReturnType<typeof wordsOf>;
