"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblem } from "@/components/common/use-problem";
import { ApiError, type FieldProblem } from "@/lib/http/fetch-json";

const KNOWN = [
  ...(["UNKNOWN_CODE", "KIND_FIXED", "NOT_FIRING", "ENDS_TOO_EARLY", "TOO_LONG", "LIMITED"] as const),
] as const;
/** What a target on its days refuses, where a pilot's figures become one. */
const OF_TARGETS = ["FROZEN", "IS_PAST", "OVERLAPS", "UNASSIGNED"] as const;
/** The schema's own checks have no code of their own; the field says which one it is. */
const BY_FIELD = {
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
} as const;

const LINE = /^lines\.\d+\./;

/** What the server refused, in the person's language: by field, and as one sentence. */
export function useAlertProblem() {
  const t = useTranslations("alerts.problem");
  const targets = useTranslations("targets.problem");
  const common = useTranslations("common");
  const problems = useProblem();
  const sayOne = (problem: FieldProblem): string => {
    const { code } = problem;
    const known = KNOWN.find((one) => one === code);
    if (known) return t(known);
    const ofTarget = OF_TARGETS.find((one) => one === code);
    if (ofTarget) return targets(ofTarget);
    const path = problem.path.replace(LINE, "");
    if (path !== problem.path && path === "target") return targets("VALUE");
    const field = Object.entries(BY_FIELD).find(([name]) => path === name);
    return field ? t(field[1]) : problems.sayOne(problem);
  };
  const say = (error: unknown): string => {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    const [first] = error.errors;
    if (first) return sayOne(first);
    return error.status === 403 ? t("forbidden") : problems.say(error);
  };
  const byField = (error: unknown): Record<string, string> =>
    error instanceof ApiError
      ? Object.fromEntries(error.errors.filter(({ path }) => path !== "").map((one) => [one.path, sayOne(one)]))
      : {};
  return { say, byField };
}

/** Sends a form: busy while it runs, the problem in words when it fails; what was typed stays. */
export function useAlertSend() {
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const { say, byField } = useAlertProblem();
  const send = async <T>(work: () => Promise<T>, done: (answer: T) => void): Promise<void> => {
    setBusy(true);
    setProblem(null);
    setErrors({});
    try {
      done(await work());
    } catch (error) {
      setErrors(byField(error));
      setProblem(say(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, errors, problem, send };
}
