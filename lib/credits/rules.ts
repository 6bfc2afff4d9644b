import { Exact, roundTo } from "@/lib/core/amount";
import { ANY_MODEL, type CreditFormula, type CreditPoint } from "./schema";

/** How many credits a run of a model takes, from a day on. */
export type CreditFunction = {
  id: string;
  providerId: string;
  model: string;
  kind: string;
  firstDay: string;
  lastDay: string | null;
  points: CreditPoint[];
  formula: CreditFormula | null;
  /** Share: 0.1 = ± 10 % */
  errorBand: string;
  source: string | null;
};

export type CreditRun = {
  providerId: string;
  model: string | null;
  kind: string;
  day: string;
  width: number | null;
  height: number | null;
  steps: number | null;
  images: number;
  modules: readonly string[];
};

export type CreditEstimate = {
  expected: string;
  low: string;
  high: string;
  functionId: string;
  method: "point" | "formula" | "between";
  source: string | null;
};

/** Credits are booked at this many places. */
const CREDIT_PLACES = 6;

type Amount = InstanceType<typeof Exact>;

/** Modules are a set: order and case do not matter. */
function sameModules(a: readonly string[], b: readonly string[]): boolean {
  const set = (names: readonly string[]) => [...new Set(names.map((name) => name.toLowerCase()))].sort().join("\n");
  return set(a) === set(b);
}

/** The function of the day for this model, else the one for any model of the provider. */
export function functionInForce(
  functions: readonly CreditFunction[],
  { providerId, model, kind, day }: Pick<CreditRun, "providerId" | "model" | "kind" | "day">,
): CreditFunction | null {
  const open = functions.filter(
    (entry) =>
      entry.providerId === providerId &&
      entry.kind === kind &&
      entry.firstDay <= day &&
      (entry.lastDay === null || day <= entry.lastDay),
  );
  const named = (wanted: string) => open.find((entry) => entry.model.toLowerCase() === wanted.toLowerCase());
  return (model === null ? undefined : named(model)) ?? named(ANY_MODEL) ?? null;
}

/** Null in a point means "any"; of several points that fit, the one that says most decides. */
function exactPoint(points: readonly CreditPoint[], run: CreditRun): Amount | null {
  const fitting = points.filter(
    (point) =>
      (point.width === null || (point.width === run.width && point.height === run.height)) &&
      (point.steps === null || point.steps === run.steps) &&
      (point.images === null || point.images === run.images) &&
      sameModules(point.modules, run.modules),
  );
  const said = (point: CreditPoint) => [point.width, point.steps, point.images].filter((part) => part !== null).length;
  const [best] = fitting.sort((a, b) => said(b) - said(a));
  return best ? new Exact(best.credits) : null;
}

/** The product of the modules' factors; null when the formula does not know one of them. */
function factorOf(formula: CreditFormula, modules: readonly string[]): Amount | null {
  const known = new Map(Object.entries(formula.factors).map(([name, factor]) => [name.toLowerCase(), factor]));
  let product: Amount = new Exact(1);
  for (const name of new Set(modules.map((module) => module.toLowerCase()))) {
    const factor = known.get(name);
    if (factor === undefined) return null;
    product = product.times(factor);
  }
  return product;
}

/** A coefficient of 0 needs no value to be multiplied with; any other one does. */
function term(coefficient: string, quantities: readonly (number | null)[]): Amount | null {
  let product: Amount = new Exact(coefficient);
  if (product.isZero()) return product;
  for (const quantity of quantities) {
    if (quantity === null) return null;
    product = product.times(quantity);
  }
  return product;
}

function byFormula(formula: CreditFormula, { width, height, steps, images, modules }: CreditRun): Amount | null {
  const factor = factorOf(formula, modules);
  const terms = [
    term(formula.fixed, []),
    term(formula.perImage, [images]),
    term(formula.perPixel, [width, height, images]),
    term(formula.perStepPixel, [steps, width, height, images]),
  ];
  if (!factor) return null;
  let sum: Amount = new Exact(0);
  for (const part of terms) {
    if (!part) return null;
    sum = sum.plus(part);
  }
  const charged = sum.times(factor);
  return formula.roundUp ? charged.ceil() : charged;
}

type Measured = { work: number; credits: Amount };

/** A point as (pixels × steps, credits), if it says something about this run. */
function measured(point: CreditPoint, run: CreditRun): Measured | null {
  if (point.width === null || point.height === null) return null;
  // A point for any steps holds for the run's steps; a point with steps says nothing about a run without.
  if (point.steps !== null && run.steps === null) return null;
  if (point.images !== null && point.images !== run.images) return null;
  if (!sameModules(point.modules, run.modules)) return null;
  return { work: point.width * point.height * (point.steps ?? run.steps ?? 1), credits: new Exact(point.credits) };
}

/** Linear in pixels × steps between the nearest points of the same batch size and modules. Outside of them: null. */
function betweenPoints(points: readonly CreditPoint[], run: CreditRun): Amount | null {
  if (run.width === null || run.height === null) return null;
  const wanted = run.width * run.height * (run.steps ?? 1);
  const known = points
    .map((point) => measured(point, run))
    .filter((at) => at !== null)
    .sort((a, b) => a.work - b.work);
  const below = known.findLast(({ work }) => work <= wanted);
  const above = known.find(({ work }) => work >= wanted);
  if (!below || !above) return null;
  if (below.work === above.work) return below.credits;
  const share = new Exact(wanted - below.work).dividedBy(above.work - below.work);
  return below.credits.plus(above.credits.minus(below.credits).times(share));
}

/** What a run will take, before it runs: exact point, else formula, else between points; null when nothing is known. */
export function estimateCredits(functions: readonly CreditFunction[], run: CreditRun): CreditEstimate | null {
  const found = functionInForce(functions, run);
  if (!found) return null;
  const point = exactPoint(found.points, run);
  if (point) return withBand(found, "point", point);
  const formula = found.formula ? byFormula(found.formula, run) : null;
  if (formula) return withBand(found, "formula", formula);
  const between = betweenPoints(found.points, run);
  return between ? withBand(found, "between", between) : null;
}

function withBand(entry: CreditFunction, method: CreditEstimate["method"], expected: Amount): CreditEstimate {
  const text = (value: Amount) => roundTo(value, CREDIT_PLACES).toFixed();
  return {
    expected: text(expected),
    low: text(expected.times(new Exact(1).minus(entry.errorBand))),
    high: text(expected.times(new Exact(1).plus(entry.errorBand))),
    functionId: entry.id,
    method,
    source: entry.source,
  };
}
