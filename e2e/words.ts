import { readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import type { Messages } from "@/i18n/messages";

export const LOCALES = ["en", "de"] as const;
export type Locale = (typeof LOCALES)[number];

const NAMESPACES = [
  "account",
  "alerts",
  "charts",
  "common",
  "credits",
  "errors",
  "explore",
  "imports",
  "jobs",
  "kpi",
  "lists",
  "notifications",
  "overview",
  "pictures",
  "palette",
  "periods",
  "prices",
  "review",
  "scopes",
  "settings",
  "shell",
  "targets",
  "waste",
] as const satisfies readonly (keyof Messages)[];

function readMessages(locale: Locale): Messages {
  const parse = (name: string) =>
    JSON.parse(readFileSync(new URL(`../messages/${locale}/${name}.json`, import.meta.url), "utf8"));
  return Object.fromEntries(NAMESPACES.map((name) => [name, parse(name)])) as Messages;
}

/** The words that a person reads, from the same files as the screens: `t("jobs.form.logNext")`. */
export function wordsOf(locale: Locale) {
  const translate = createTranslator<Messages>({ locale, messages: readMessages(locale), timeZone: "Europe/Berlin" });
  // Playwright normalizes every space of a page to a plain one.
  return ((...args: Parameters<typeof translate>) => translate(...args).replaceAll(/\s/g, " ")) as typeof translate;
}
export type Words = ReturnType<typeof wordsOf>;
