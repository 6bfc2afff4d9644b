/** One try in the history of a job's cost: "24 CREDITS → 0.0331" or "– → unpriced". */
export type CostStep = { amount: string | null; unit: string | null; cost: string | null };

/** The cost of all tries as a revision keeps it; null when it is written otherwise. */
export function costSteps(text: string): CostStep[] | null {
  const steps = text.split("; ").map((part) => {
    const [, amount = "", unit = "", cost = ""] = /^(\S+) (\S*) ?→ (\S+)$/.exec(part) ?? [];
    if (cost === "") return null;
    return { amount: amount === "–" ? null : amount, unit: unit || null, cost: cost === "unpriced" ? null : cost };
  });
  return steps.every((step) => step !== null) ? steps : null;
}
