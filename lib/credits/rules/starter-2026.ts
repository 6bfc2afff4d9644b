import { ANY_MODEL, type CreditFormula, type CreditPoint } from "../schema";

export type StarterFunction = {
  provider: string;
  model: string;
  kind: "generation" | "upscale" | "postprocess";
  firstDay: string;
  lastDay: null;
  points: CreditPoint[];
  formula: CreditFormula | null;
  errorBand: string;
  source: string;
  note: string | null;
};

/** Long before they were read, so that an import of older jobs is estimated, too. */
const FIRST_DAY = "2025-01-01";
const CALCULATOR = "https://docs.leonardo.ai/docs/plan-with-the-pricing-calculator";

const point = (size: number, images: number, credits: string, steps: number | null = null): CreditPoint => ({
  ...{ width: size, height: size, steps, images, credits },
  modules: [],
});
const anySize = (credits: string, modules: string[] = []): CreditPoint => ({
  ...{ width: null, height: null, steps: null, images: null, modules, credits },
});

type Documented = Pick<StarterFunction, "model" | "kind" | "source"> & {
  points?: CreditPoint[];
  perPixel?: string;
  imageReference?: string;
  note?: string;
};

/** Credits for 4 pictures at 512 × 512 and 1024 × 1024 with the model's own number of steps. */
const FAMILIES: readonly (readonly [model: string, small: string, large: string])[] = [
  ["Leonardo Lightning XL + Alchemy v2", "15", "40"],
  ["Leonardo Diffusion XL + Alchemy v2", "24", "66"],
  ["PhotoReal v1 + Alchemy v1", "23", "63"],
  ["DreamShaper v7 + Alchemy v1", "16", "44"],
  ["SD 1.5", "7", "12"],
  ["SD 2.1", "7", "12"],
  ["SD 1.5 + Prompt Magic v2", "7", "12"],
  ["SD 2.1 + Prompt Magic v2", "7", "12"],
  ["SD 1.5 + Prompt Magic v3 + Alchemy", "24", "63"],
  ["SD 2.1 + Prompt Magic v3 + Alchemy", "24", "63"],
];

const lcm = (model: string, kind: StarterFunction["kind"], small: string, large: string): Documented => ({
  ...{ model, kind, source: CALCULATOR },
  points: [point(512, 1, small), point(1024, 1, large)],
});

const GPT_GUIDE = "https://docs.leonardo.ai/docs/generate-images-using-gpt-15";
/** 0.0000123977 per pixel × 1, 2.92 or 10.538 for the mode; × 1.2 with a reference picture. */
const gpt = (mode: string, perPixel: string): Documented => ({
  ...{ model: `gpt-image-1.5 ${mode}`, kind: "generation", source: GPT_GUIDE, perPixel, imageReference: "1.2" },
});

const DOCUMENTED: readonly Documented[] = [
  ...FAMILIES.map(
    ([model, small, large]): Documented => ({
      ...{ model, kind: "generation", source: CALCULATOR },
      points: [point(512, 4, small), point(1024, 4, large)],
    }),
  ),
  {
    ...{ model: "SD 1.5/2.1 (default)", kind: "generation", source: CALCULATOR },
    points: [point(512, 4, "7", 10), point(512, 4, "11", 30)],
    note: "Versions of the page of 2024-04 (10 steps) and 2024-01 (30 steps).",
  },
  {
    ...{ model: "Leonardo Creative (SD 2.1)", kind: "generation" },
    points: [point(512, 1, "9", 30)],
    source: "https://docs.leonardo.ai/docs/guide-to-the-webhook-callback-feature (sample, 2023-11)",
  },
  {
    ...{ model: "Lucid Origin", kind: "generation", source: "public source file (captured webhook, 2026-01-01)" },
    points: [{ width: 1920, height: 1080, steps: 15, images: 1, modules: [], credits: "17" }],
  },
  {
    ...{ model: "flux-pro-2.0", kind: "generation", perPixel: "0.000027", imageReference: "1.5" },
    source: "https://docs.leonardo.ai/docs/generate-images-using-flux-pro-2",
  },
  gpt("FAST", "0.0000123977"),
  gpt("QUALITY", "0.000036201284"),
  gpt("ULTRA", "0.0001306469626"),
  lcm("LCM generation", "generation", "1", "4"),
  lcm("LCM instant refine", "postprocess", "1", "4"),
  lcm("LCM inpainting", "postprocess", "1", "4"),
  lcm("LCM alchemy upscale", "upscale", "8", "8"),
  { model: ANY_MODEL, kind: "upscale", source: CALCULATOR, points: [anySize("15")], note: "UPSCALE, fixed." },
  {
    ...{ model: ANY_MODEL, kind: "postprocess", source: CALCULATOR },
    points: [anySize("5", ["NOBG"]), anySize("15", ["UNZOOM"])],
    note: "NOBG removes the background, UNZOOM widens the picture; both fixed.",
  },
];

/** Documented credit costs of Leonardo.Ai's API, each with its source and to be checked before use. */
export function starterFunctions(): StarterFunction[] {
  return DOCUMENTED.map(({ model, kind, source, points, perPixel, imageReference, note }) => ({
    ...{ provider: "leonardo", model, kind, source, firstDay: FIRST_DAY, lastDay: null },
    points: points ?? [],
    formula: perPixel
      ? {
          ...{ fixed: "0", perImage: "0", perPixel, perStepPixel: "0", roundUp: true },
          factors: imageReference ? { "image reference": imageReference } : {},
        }
      : null,
    // Pages and calculators change without notice: measured points are worth ± 10 %, a published formula ± 5 %.
    errorBand: perPixel ? "0.05" : "0.1",
    note: note ?? null,
  }));
}
