"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ownCodes, useProblem } from "@/components/common/use-problem";
import { useSend } from "@/components/common/use-send";

const codeOf = ownCodes(["UNKNOWN_CODE", "KIND_FIXED", "NOT_FIRING", "ENDS_TOO_EARLY", "TOO_LONG", "LIMITED"], {
  name: "NAME",
  warning: "THRESHOLD",
  critical: "CRITICAL",
  target: "TARGET",
  measure: "MEASURE",
  metric: "METRIC",
  groupBy: "GROUPING",
  windowDays: "DAYS",
  minSpend: "AMOUNT",
  minCoverage: "SHARE",
  reason: "REASON",
  endsAt: "ENDS_TOO_EARLY",
});

/** What a target on its days refuses, where a pilot's figures become one. */
const ofTargets = ownCodes(["FROZEN", "IS_PAST", "OVERLAPS", "UNASSIGNED"]);
const PILOT_TARGET = /^lines\.\d+\.target$/;

/** What the server refused, in the person's language: by field, and as one sentence. */
export function useAlertProblem() {
  const t = useTranslations("alerts.problem");
  const targets = useTranslations("targets.problem");
  return useProblem((refusal) => {
    const ofTarget = ofTargets(refusal);
    if (ofTarget) return targets(ofTarget);
    const code = codeOf(refusal);
    if (code === "TARGET" && PILOT_TARGET.test(refusal.path ?? "")) return targets("VALUE");
    return code && t(code);
  });
}

/** Sends a form of the alerts, with what was refused by field. */
export function useAlertSend() {
  const [errors, setErrors] = useState<Record<string, string>>({});
  return { errors, ...useSend(useAlertProblem(), setErrors) };
}
