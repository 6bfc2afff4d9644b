import { Exact } from "@/lib/core/amount";
import { addDays, type Days } from "@/lib/core/period";
import { CAUSES, type Cause, type FigurePoint, type FigureStep, type MovingFigure } from "../schema/history";
import { figure, partsOf } from "./ratios";
import { NOTHING_SUMMED, type Sums } from "./sums";

/** Sums of the jobs that one cause moved: before and after. */
export type Moved = { cause: Cause; jobs: number; before: Sums; after: Sums };

/** What decisions move; whoever else changed a job, these follow from what was decided. */
const DECIDED = [
  ...["approved", "approvedWithChanges", "rejected", "superseded"],
  ...["wasteFailed", "wasteDuplicate", "wasteDropped", "wasteRejected", "wasteSuperseded", "useful", "open"],
] as readonly (keyof Sums)[];

const ADDED = Object.keys(NOTHING_SUMMED).filter(
  (name) => !["creditsByProvider", "providers", "campaigns"].includes(name),
) as Exclude<keyof Sums, "creditsByProvider" | "providers" | "campaigns">[];

/** sums + after − before, for these fields. */
function moved(sums: Sums, { before, after }: Moved, fields: readonly (keyof Sums)[]): Sums {
  const next: Record<string, unknown> = { ...sums };
  for (const name of ADDED) {
    if (!fields.includes(name)) continue;
    const [now, was, then] = [sums[name], before[name], after[name]];
    next[name] =
      typeof now === "number"
        ? now + Number(then) - Number(was)
        : new Exact(now).plus(String(then)).minus(String(was)).toFixed();
  }
  return next as Sums;
}

/** In a job that stayed, corrections and prices move its cost, decisions what was decided. */
function stages(all: readonly Moved[]): { cause: Cause; jobs: number; apply: (sums: Sums) => Sums }[] {
  const cost = ADDED.filter((name) => !DECIDED.includes(name));
  return CAUSES.map((cause) => {
    const own = all.filter((one) => one.cause === cause);
    const splits = cause === "corrected" || cause === "priced";
    const decidedIn =
      cause === "decided" ? all.filter((one) => one.cause === "corrected" || one.cause === "priced") : [];
    const jobs = own.reduce((sum, one) => sum + one.jobs, 0);
    return {
      cause,
      jobs,
      apply: (sums) => {
        const first = own.reduce((sum, one) => moved(sum, one, splits ? cost : ADDED), sums);
        return decidedIn.reduce((sum, one) => moved(sum, one, DECIDED), first);
      },
    };
  });
}

export function pointOf(name: MovingFigure, sums: Sums, asOf: string): FigurePoint {
  const lowerBound = sums.unpricedJobs > 0;
  if (name === "spend")
    return { asOf, value: sums.spend, reason: null, numerator: sums.spend, denominator: null, lowerBound };
  const found = figure(name, sums, { groupBy: [], approvals: "cohort" });
  const { numerator, denominator } = partsOf(name, sums);
  const rate = name === "approvalRate" || name === "reviewCoverage" || name === "failureRate";
  return {
    asOf,
    ...("value" in found ? { value: found.value, reason: null } : { value: null, reason: found.missing }),
    numerator: String(numerator),
    denominator: String(denominator),
    lowerBound: lowerBound && !rate,
  };
}

const minus = (after: string | null, before: string | null) =>
  after === null || before === null ? null : new Exact(after).minus(before).toFixed();

/**
 * Why a figure moved: the causes one after the other, each with what it added to numerator and denominator and by how much
 * the figure moved with it. The parts add up to the change exactly, because each step begins where the one before ended.
 */
export function explain(name: MovingFigure, start: Sums, all: readonly Moved[]): FigureStep[] {
  let sums = start;
  const steps: FigureStep[] = [];
  for (const { cause, jobs, apply } of stages(all)) {
    const next = apply(sums);
    const [before, after] = [pointOf(name, sums, ""), pointOf(name, next, "")];
    const numerator = minus(after.numerator, before.numerator) ?? "0";
    const denominator = minus(after.denominator, before.denominator);
    const moves = numerator !== "0" || (denominator !== null && denominator !== "0") || after.value !== before.value;
    if (moves) steps.push({ cause, jobs, numerator, denominator, value: minus(after.value, before.value) });
    sums = next;
  }
  return steps;
}

export const changeOf = (from: FigurePoint, to: FigurePoint): string | null => minus(to.value, from.value);

const MOST_POINTS = 16;

/** Days at whose end the figure is looked at: both ends, and evenly between. */
export function pointDays({ from, to }: Days): string[] {
  const length = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const steps = Math.min(length, MOST_POINTS - 1);
  if (steps <= 0) return [to];
  return Array.from({ length: steps + 1 }, (_, index) => addDays(from, Math.round((index * length) / steps)));
}
