"use client";

import { useTranslations } from "next-intl";
import { ownCodes, useProblem } from "@/components/common/use-problem";

const codeOf = ownCodes(
  [
    "IN_THE_FUTURE",
    "NO_RATE",
    "OTHER_WALLET",
    "OTHER_UNIT",
    "MORE_THAN_CHARGED",
    "NOT_BOOKED_BY_HAND",
    "REVERSED_BEFORE",
  ],
  {
    quantity: "QUANTITY",
    currency: "PAIR",
    amount: "QUANTITY",
    job: "NO_JOB",
    expiresOn: "ORDER",
    day: "NEEDED",
  },
);

/** What the server refused, in the person's language: by field, and as one sentence. */
export function useBalanceProblem() {
  const t = useTranslations("balances.problem");
  return useProblem((refusal) => {
    const code = codeOf(refusal);
    return code && t(code);
  });
}
