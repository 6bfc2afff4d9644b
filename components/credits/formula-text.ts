import type { CreditFormula } from "@/lib/credits/schema";

/** Words for the parts of a formula, and how this language writes a number. */
export type FormulaWords = {
  image: string;
  pixel: string;
  stepPixel: string;
  nothing: string;
  write: (value: string) => string;
};

/** "2 + 0.000027 × pixels", then the factors: what the formula says, in one line each. */
export function formulaText(formula: CreditFormula, words: FormulaWords): { sum: string; factors: string[] } {
  const terms: [string, string | null][] = [
    [formula.fixed, null],
    [formula.perImage, words.image],
    [formula.perPixel, words.pixel],
    [formula.perStepPixel, words.stepPixel],
  ];
  const written = terms
    .filter(([value]) => /[1-9]/.test(value))
    .map(([value, name]) => (name === null ? words.write(value) : `${words.write(value)} × ${name}`));
  const factors = Object.entries(formula.factors).map(([name, factor]) => `${name}: × ${words.write(factor)}`);
  return { sum: written.length > 0 ? written.join(" + ") : words.nothing, factors };
}
