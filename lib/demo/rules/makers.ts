import type { JobInput } from "@/lib/jobs/schema";
import type { Random } from "./random";
import type { ProviderCode } from "./story";

// How each provider is used: model, size, number of pictures, and what its bill says.

type Cost = NonNullable<JobInput["cost"]>;
export type Made = Partial<JobInput> & Pick<JobInput, "provider" | "imagesRequested">;
type Use = "draft" | "final" | "variation";
type Maker = (random: Random, use: Use) => Made;

const square = (size: number) => ({ width: size, height: size });
const seedOf = (random: Random) => String(random.int(10_000_000, 4_294_967_295));
const inCredits = (amount: number): Cost => ({ amount: String(Math.max(1, Math.round(amount))), unit: "CREDITS" });

/** One generation in seven comes from a log without a cost: it is estimated. Nobody can estimate a variation. */
const usuallyReported = (random: Random, use: Use, cost: Cost) =>
  use === "variation" || random.chance(0.86) ? { cost } : {};

const leonardo: Maker = (random, use) => {
  const isDraft = use === "draft";
  const credits = (isDraft ? 41.5 : 116) * random.around(0.09);
  return {
    provider: "leonardo",
    model: isDraft ? "Leonardo Diffusion XL + Alchemy v2" : "flux-pro-2.0",
    ...square(isDraft ? 768 : 1024),
    ...{ steps: isDraft ? 24 : 28, guidance: 7, sampler: "EULER", seed: seedOf(random), imagesRequested: 4 },
    ...usuallyReported(random, use, inCredits(credits)),
  };
};

const midjourney: Maker = (random, use) => {
  const minutes = (use === "draft" ? 2.2 : 4.1) * random.around(0.25);
  return {
    provider: "midjourney",
    model: "Midjourney v7",
    ...square(1024),
    ...{ imagesRequested: 4, modules: use === "draft" ? [] : ["quality 4"] },
    cost: { amount: (minutes / 60).toFixed(4), unit: "FAST_HOURS", source: "manual" },
  };
};

const openai: Maker = (random, use) => {
  const isDraft = use === "draft";
  const imagesRequested = isDraft ? random.int(3, 4) : random.int(2, 3);
  const quality = isDraft && random.chance(0.6) ? "medium" : "high";
  return {
    provider: "openai",
    model: "gpt-image-1.5",
    ...(isDraft ? square(1024) : { width: 1024, height: 1536 }),
    ...{ imagesRequested, modules: [quality] },
    ...usuallyReported(random, use, { amount: String(imagesRequested), unit: "IMAGES" }),
  };
};

const firefly: Maker = (_, use) => ({
  provider: "adobe-firefly",
  model: use === "draft" ? "Firefly Image 4 Ultra" : "Firefly Image 5",
  ...square(use === "draft" ? 768 : 1024),
  imagesRequested: 4,
  cost: { ...inCredits(4 * (use === "draft" ? 20 : 30)), source: "manual" },
});

const blackForestLabs: Maker = (random, use) => {
  const imagesRequested = random.int(3, 4);
  return {
    provider: "black-forest-labs",
    model: use === "draft" ? "FLUX.2 [pro]" : "FLUX.2 [flex]",
    ...square(1024),
    ...{ steps: use === "draft" ? 24 : 28, guidance: 3.5, seed: seedOf(random), imagesRequested },
    cost: { amount: String(imagesRequested), unit: "IMAGES", source: "webhook" },
  };
};

export const MAKERS: Readonly<Record<ProviderCode, Maker>> = {
  leonardo,
  midjourney,
  openai,
  "adobe-firefly": firefly,
  "black-forest-labs": blackForestLabs,
};

/** Bills of these providers hold failed tries, too; the others' failures are free. */
export const CHARGES_FAILURES: ReadonlySet<ProviderCode> = new Set(["leonardo", "midjourney"]);

/** A model that came out a few days ago: nobody has entered its price yet. */
export const NEW_MODEL = { provider: "black-forest-labs", model: "FLUX.2 [max]" } as const;

/** Upscales and background removal run on Leonardo.Ai, whatever made the picture. */
export function upscaleOf(random: Random, factor: 2 | 4): Made {
  const cost = random.chance(0.8) ? { cost: inCredits(factor === 4 ? 30 : 15) } : {};
  return { provider: "leonardo", model: "Universal Upscaler", upscaleFactor: factor, imagesRequested: 0, ...cost };
}

export function cutOutOf(): Made {
  return { provider: "leonardo", model: "Background remover", modules: ["NOBG"], imagesRequested: 0 };
}
