"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import type { Advised } from "@/lib/jobs/schema";

/** An advice as a sentence, with what the motif has cost so far where it is about one. */
export function useAdviceWords(): (advised: Advised, currency: string) => string {
  const t = useTranslations("jobs");
  const format = useFormat();
  return ({ code, values, spent }, currency) => {
    const advice = t(`advice.${code}`, { ...NO_VALUES, ...values });
    return spent === null ? advice : t("adviceSpent", { advice, spent: format.money(spent, { currency }) });
  };
}

/** Every number that some sentence may name; the server sends those that its own one needs. */
const NO_VALUES = { most: 0, from: 0, to: 0, hero: 0, rounds: 0, count: 0 };
