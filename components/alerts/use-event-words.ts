"use client";

import { useTranslations } from "next-intl";
import type { AlertEventRow } from "@/lib/alerts/schema";
import { useAlertWords } from "./use-alert-words";

/** What happened, in a sentence of the reader's language. */
export function useEventWords() {
  const t = useTranslations("alerts.event");
  const words = useAlertWords();
  return {
    name: ({ transition, severity }: Pick<AlertEventRow, "transition" | "severity">) =>
      transition === "fired" ? t(`fired.${severity ?? "warning"}`) : t(`name.${transition}`),
    reason: ({ reason, rule, sample, atLeast, lastedMs }: AlertEventRow): string => {
      const shown = words.value(rule, atLeast ? (sample.best ?? sample.value) : sample.value);
      const lasted = lastedMs === null ? "" : t("lasted", { time: words.lasted(lastedMs) });
      return [t(`reason.${reason}`, { value: shown }), lasted].filter(Boolean).join(" ");
    },
  };
}
