import { Exact } from "@/lib/core/amount";
import type { CreditFunctionInput, CreditFunctionRow } from "@/lib/credits/schema";

export type PointValues = {
  key: string;
  width: number | "";
  height: number | "";
  steps: number | "";
  images: number | "";
  modules: string[];
  credits: string;
};
type FactorValues = { key: string; module: string; factor: string };

/** What the form holds: texts and empty fields, until it is sent. */
export type FunctionValues = {
  provider: string;
  model: string;
  kind: CreditFunctionInput["kind"];
  firstDay: string;
  lastDay: string;
  points: PointValues[];
  withFormula: boolean;
  fixed: string;
  perImage: string;
  perPixel: string;
  perStepPixel: string;
  factors: FactorValues[];
  roundUp: boolean;
  /** Percent, as people say it: 10 for ± 10 % */
  band: string;
  source: string;
  note: string;
};

export const aPoint = (key: string): PointValues => ({
  ...{ key, width: "", height: "", steps: "", images: "", modules: [], credits: "" },
});

/** @param newKey a fresh key for each row of the form */
export function valuesOf(row: CreditFunctionRow | null, today: string, newKey: () => string): FunctionValues {
  const formula = row?.formula ?? null;
  return {
    ...{ provider: row?.provider ?? "", model: row?.model ?? "", kind: row?.kind ?? "generation" },
    ...{ firstDay: today, lastDay: "", source: row?.source ?? "", note: "" },
    points: row
      ? row.points.map(({ width, height, steps, images, ...point }) => ({
          ...point,
          key: newKey(),
          ...{ width: width ?? "", height: height ?? "", steps: steps ?? "", images: images ?? "" },
        }))
      : [aPoint(newKey())],
    withFormula: formula !== null,
    ...{ fixed: formula?.fixed ?? "0", perImage: formula?.perImage ?? "0" },
    ...{ perPixel: formula?.perPixel ?? "0", perStepPixel: formula?.perStepPixel ?? "0" },
    factors: Object.entries(formula?.factors ?? {}).map(([module, factor]) => ({ key: newKey(), module, factor })),
    roundUp: formula?.roundUp ?? true,
    band: row ? new Exact(row.errorBand).times(100).toFixed() : "10",
  };
}

const orNull = <T>(value: T | ""): T | null => (value === "" ? null : value);
const isNumber = (text: string) => /^\d+(\.\d+)?$/.test(text);

/** The form as the API takes it; a line without credits was never filled in. */
export function bodyOf(values: FunctionValues): CreditFunctionInput {
  const { provider, model, kind, firstDay, band } = values;
  return {
    ...{ provider, model, kind, firstDay, lastDay: orNull(values.lastDay) },
    points: values.points
      .filter(({ credits }) => credits !== "")
      .map(({ width, height, steps, images, modules, credits }) => ({
        ...{ width: orNull(width), height: orNull(height), steps: orNull(steps), images: orNull(images) },
        ...{ modules, credits },
      })),
    formula: values.withFormula
      ? {
          ...{ fixed: values.fixed || "0", perImage: values.perImage || "0" },
          ...{ perPixel: values.perPixel || "0", perStepPixel: values.perStepPixel || "0" },
          factors: Object.fromEntries(
            values.factors.filter(({ module }) => module.trim()).map(({ module, factor }) => [module.trim(), factor]),
          ),
          roundUp: values.roundUp,
        }
      : null,
    errorBand: isNumber(band) ? new Exact(band).dividedBy(100).toFixed() : band,
    source: values.source.trim() || null,
    note: values.note.trim() || null,
  };
}
