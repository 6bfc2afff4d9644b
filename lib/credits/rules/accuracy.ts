import { addMoney, Exact, money, ratioText } from "@/lib/core/amount";
import { type CreditFunction, type CreditRun, estimateCredits } from "../rules";
import type { Accuracy } from "../schema";

/** Charges that share everything an estimate depends on. `actual` is their sum. */
export type ChargedRun = Omit<CreditRun, "day"> & { provider: string; charges: number; actual: string };

type Row = Accuracy["rows"][number];

/** What the functions in force on `day` would have said about these charges, per provider, model and kind. */
export function accuracyOf(functions: readonly CreditFunction[], runs: readonly ChargedRun[], day: string): Row[] {
  const groups = Map.groupBy(runs, ({ provider, model, kind }) => JSON.stringify([provider, model, kind]));
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [rowOf(functions, first, group, day)] : [];
  });
  return rows.sort((a, b) => b.charges - a.charges || name(a).localeCompare(name(b)));
}

const name = ({ provider, model, kind }: Row) => `${provider} ${model ?? ""} ${kind}`;
const sum = (amounts: readonly string[]) => addMoney(amounts.map(money));
const count = (runs: readonly ChargedRun[]) => runs.reduce((total, { charges }) => total + charges, 0);

function rowOf(
  functions: readonly CreditFunction[],
  { provider, model, kind }: ChargedRun,
  runs: readonly ChargedRun[],
  day: string,
): Row {
  const covered = runs.flatMap((run) => {
    const estimate = estimateCredits(functions, { ...run, day });
    return estimate ? [{ run, estimated: new Exact(estimate.expected).times(run.charges).toFixed() }] : [];
  });
  const coveredActual = sum(covered.map(({ run }) => run.actual));
  const estimated = sum(covered.map((one) => one.estimated));
  return {
    ...{ provider, model, kind: kind as Row["kind"] },
    charges: count(runs),
    actual: sum(runs.map(({ actual }) => actual)).toFixed(),
    covered: count(covered.map(({ run }) => run)),
    coveredActual: coveredActual.toFixed(),
    estimated: estimated.toFixed(),
    deviation: coveredActual.isZero() ? null : ratioText(estimated.minus(coveredActual), coveredActual),
  };
}
