"use client";

import { Button } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { writeAmount } from "@/components/common/parse-amount";
import { useProblem } from "@/components/common/use-problem";
import type { FieldProblem } from "./to-job-input";

/** Codes that the messages have words forof their own for this form. */
const WORDED = [
  "REQUIRED",
  "NOT_A_COUNT",
  "NOT_AN_AMOUNT",
  "NOT_A_TIME",
  "NOT_A_TAG",
  "NOT_AN_ID",
  "TOO_MANY",
  "TOO_LARGE",
  "TOO_EARLY",
  "IN_THE_FUTURE",
  "MORE_THAN_DELIVERED",
  "UNKNOWN_CODE",
  "UNKNOWN_ASSET",
  "NO_WALLET",
  "OUT_OF_SCOPE",
  "CONFLICT",
  "TOO_BIG",
  "INVALID_FORMAT",
  "INVALID_CHARACTER",
  "DECIDED_PICTURES",
] as const;
type Worded = (typeof WORDED)[number];
const isWorded = (code: string): code is Worded => (WORDED as readonly string[]).includes(code);

function useProblemWords(): (problem: FieldProblem) => string {
  const t = useTranslations("jobs");
  const locale = useLocale();
  const { sayOne } = useProblem();
  return ({ code, message = "", near = [] }) => {
    if (code === "UNKNOWN_CODE" && near.length > 0) return t("problem.UNKNOWN_CODE_NEAR");
    if (!isWorded(code)) return sayOne({ code, message });
    return t(`problem.${code}`, { example: writeAmount("12.5", locale) });
  };
}

type Props = { problem: FieldProblem; onPick?: (code: string) => void };

/** What is wrong with a field, and what was probably meant, one click away. */
export function ProblemText({ problem, onPick }: Props) {
  const t = useTranslations("jobs");
  const words = useProblemWords();
  return (
    <>
      {words(problem)}
      {onPick
        ? problem.near?.map((code) => (
            <Button
              key={code}
              ms={6}
              size="compact-xs"
              variant="default"
              aria-label={t("form.useInstead", { code })}
              onClick={() => onPick(code)}
            >
              {code}
            </Button>
          ))
        : null}
    </>
  );
}
