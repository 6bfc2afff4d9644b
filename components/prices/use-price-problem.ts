"use client";

import { useTranslations } from "next-intl";
import { ownCodes, useProblem } from "@/components/common/use-problem";

const codeOf = ownCodes(
  [
    "OVERLAPS",
    "IN_USE",
    "UNKNOWN_CODE",
    "OWN_CURRENCY",
    "TOO_SMALL",
    "TOO_LARGE",
    "INVALID_FORMAT",
    "INVALID_VALUE",
    "INVALID_TYPE",
  ],
  {
    discount: "DISCOUNT",
    lastDay: "ORDER",
    includedCredits: "NO_CREDITS",
    points: "NO_POINTS",
    height: "SIZE",
    per: "ZERO",
    rate: "ZERO",
  },
);

/** What the server refused, in the person's language: by field, and as one sentence. */
export function usePriceProblem() {
  const t = useTranslations("prices.problem");
  return useProblem((refusal) => {
    const code = codeOf(refusal);
    return code && t(code);
  });
}
