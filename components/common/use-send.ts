"use client";

import { useState } from "react";
import type { useProblem } from "./use-problem";

type Problems = Pick<ReturnType<typeof useProblem>, "say" | "byField">;

/** Sends a form: busy while it runs, the problem in words when it fails; what was typed stays. */
export function useSend({ say, byField }: Problems, setErrors: (errors: Record<string, string>) => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
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
  return { busy, problem, send };
}
