import { type AdviceSettings, adviceSettings } from "../schema";

/** What studios usually begin with. */
export const USUAL_ADVICE: AdviceSettings = {
  dropAfterRounds: 2,
  variationsFrom: 3,
  variationsTo: 5,
  reviewAfterDraftsFrom: 6,
  reviewAfterDraftsTo: 8,
  draftPixels: 768,
  finalPixels: 1024,
  stepsFrom: 24,
  stepsTo: 30,
  upscale: 2,
  heroUpscale: 4,
};

/** The organization's own numbers where it has some; what it never changed follows the usual ones. */
export function adviceFrom(kept: unknown): AdviceSettings {
  const own = Object.entries(typeof kept === "object" && kept !== null ? kept : {});
  const said = Object.fromEntries(own.filter(([, value]) => value !== undefined));
  return adviceSettings.catch(USUAL_ADVICE).parse({ ...USUAL_ADVICE, ...said });
}

const BANDS = [
  ["variationsFrom", "variationsTo"],
  ["reviewAfterDraftsFrom", "reviewAfterDraftsTo"],
  ["stepsFrom", "stepsTo"],
  ["draftPixels", "finalPixels"],
  ["upscale", "heroUpscale"],
] as const satisfies readonly (readonly [keyof AdviceSettings, keyof AdviceSettings])[];

/** The upper end of a band that ends before it begins; null when all are in order. */
export function bandOutOfOrder(advice: AdviceSettings): keyof AdviceSettings | null {
  return BANDS.find(([from, to]) => advice[from] > advice[to])?.[1] ?? null;
}
