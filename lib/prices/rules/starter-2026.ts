import { priceOfOne } from "../rules";

export type StarterPrice = {
  provider: string;
  wallet: string | null;
  model: string | null;
  variant: string | null;
  unit: "CREDITS" | "IMAGES" | "GPU_MINUTES" | "FAST_HOURS";
  amount: string;
  currency: "USD";
  firstDay: string;
  lastDay: string | null;
  source: string;
  note: string;
};

type Words = { en: string; de: string };
/** One published price. `per`: the price is for so many units. */
type Published = {
  provider: string;
  wallet?: string;
  model?: string;
  variant?: string;
  unit: StarterPrice["unit"];
  price: string;
  per?: string;
  lastDay?: string;
  /** When it was read, as precisely as the source says. */
  asOf: string;
  source: string;
  note?: Words;
};

/** Long before the true day, so that an import of older jobs finds a price; the note says when it was read. */
const FIRST_DAY = "2025-01-01";

const CREDIT_PRICES: readonly Published[] = [
  {
    provider: "leonardo",
    wallet: "leonardo-api",
    unit: "CREDITS",
    price: "299",
    per: "200000",
    asOf: "2026-01",
    source: "https://docs.leonardo.ai/docs/payg-guide",
    note: {
      en: "Pay as you go, derived: the balance is in USD at the rate of the former Pro plan, 299 USD for 200,000 credits.",
      de: "Guthaben nach Verbrauch, abgeleitet: Es wird in USD geführt, zum Satz des früheren Pro-Tarifs, 299 USD für 200.000 Credits.",
    },
  },
  {
    provider: "leonardo",
    wallet: "leonardo-app",
    unit: "CREDITS",
    price: "12",
    per: "8500",
    asOf: "2026-05",
    source:
      "api-evangelist/leonardo-ai plans/leonardo-ai-plans-pricing.yml; https://www.toolcolumn.com/learn/leonardo-ai-tokens-explained (2026-06-13)",
    note: {
      en: "Plan Essential, paid monthly: 12 USD for 8,500 tokens. Premium is 30 USD for 25,000, Ultimate 60 USD for 60,000.",
      de: "Tarif Essential, monatlich bezahlt: 12 USD für 8.500 Token. Premium: 30 USD für 25.000, Ultimate: 60 USD für 60.000.",
    },
  },
  {
    provider: "adobe-firefly",
    wallet: "firefly",
    unit: "CREDITS",
    price: "10",
    per: "2000",
    asOf: "2026",
    source: "toolcolumn.com (2026-05), atonementlicensing.com (2026)",
    note: {
      en: "Plan Firefly Standard: about 10 USD for 2,000 generative credits a month; standard generations are unlimited.",
      de: "Tarif Firefly Standard: rund 10 USD für 2.000 generative Credits im Monat; Standardgenerierungen sind unbegrenzt.",
    },
  },
  {
    provider: "midjourney",
    wallet: "midjourney",
    unit: "FAST_HOURS",
    price: "30",
    per: "15",
    asOf: "2026",
    source: "https://docs.dodopayments.com/developer-resources/billing-deconstructions/midjourney",
    note: {
      en: "Plan Standard, paid monthly: 30 USD for 15 fast hours. Extra hours cost 4 USD each.",
      de: "Tarif Standard, monatlich bezahlt: 30 USD für 15 Fast-Stunden. Zusätzliche Stunden kosten je 4 USD.",
    },
  },
  {
    provider: "own-gpu",
    wallet: "own-gpu",
    unit: "GPU_MINUTES",
    price: "0.34",
    per: "60",
    asOf: "2026-03",
    source: "deploybase.ai/articles/ai-image-generation-gpu (2026-03-21)",
    note: {
      en: "A rented RTX 4090 at RunPod: 0.34 USD an hour. Replace it with what your own machines cost.",
      de: "Eine gemietete RTX 4090 bei RunPod: 0,34 USD je Stunde. Bitte durch die Kosten Ihrer eigenen Rechner ersetzen.",
    },
  },
];

const OPENAI_TOKENS = {
  en: "Output picture only; text and input picture tokens cost extra.",
  de: "Nur das Ergebnisbild; Text- und Eingabebild-Token kosten zusätzlich.",
};
const FORUM = "https://community.openai.com/t/1275254 and /t/1371851 (token tables); prices match litellm model prices";
const CANVAS = "kevinhermawan/Canvas model-info.json (2023-12-25)";
const GUIDE = "public source file citing https://developers.openai.com/api/docs/guides/image-generation";

/** Model, quality, then price by size. */
const OPENAI: readonly (readonly [model: string, quality: string, bySize: Record<string, string>])[] = [
  ["gpt-image-1", "low", { "1024x1024": "0.01088", "1024x1536": "0.01632", "1536x1024": "0.016" }],
  ["gpt-image-1", "medium", { "1024x1024": "0.04224", "1024x1536": "0.06336", "1536x1024": "0.06272" }],
  ["gpt-image-1", "high", { "1024x1024": "0.1664", "1024x1536": "0.2496", "1536x1024": "0.24832" }],
  ["gpt-image-1.5", "low", { "1024x1024": "0.008704", "1024x1536": "0.013056", "1536x1024": "0.0128" }],
  ["gpt-image-1.5", "medium", { "1024x1024": "0.033792", "1024x1536": "0.050688", "1536x1024": "0.050176" }],
  ["gpt-image-1.5", "high", { "1024x1024": "0.13312", "1024x1536": "0.19968", "1536x1024": "0.198656" }],
  ["gpt-image-1-mini", "low", { "1024x1024": "0.002176", "1024x1536": "0.003264", "1536x1024": "0.0032" }],
  ["gpt-image-1-mini", "medium", { "1024x1024": "0.008448", "1024x1536": "0.012672", "1536x1024": "0.012544" }],
  ["gpt-image-1-mini", "high", { "1024x1024": "0.03328", "1024x1536": "0.04992", "1536x1024": "0.049664" }],
  ["gpt-image-2.5", "low", { "1024x1024": "0.00588" }],
  ["gpt-image-2.5", "medium", { "1024x1024": "0.01317" }],
  ["gpt-image-2.5", "high", { "1024x1024": "0.05268" }],
  ["gpt-image-2.5", "xhigh", { "1024x1024": "0.09366" }],
  ["gpt-image-2.5", "max", { "1024x1024": "0.21072" }],
  ["dall-e-3", "standard", { "1024x1024": "0.04", "1024x1792": "0.08", "1792x1024": "0.08" }],
  ["dall-e-3", "hd", { "1024x1024": "0.08", "1024x1792": "0.12", "1792x1024": "0.12" }],
];

/** What each OpenAI price was read from. dall-e-3 was shut down: its prices are for older jobs only. */
function openAiFacts(model: string): Pick<Published, "asOf" | "source" | "note" | "lastDay"> {
  if (model === "dall-e-3") return { asOf: "2023-12", source: CANVAS, lastDay: "2026-05-12" };
  if (model === "gpt-image-2.5") return { asOf: "2026-09", source: GUIDE };
  return { asOf: "2026", source: FORUM, note: OPENAI_TOKENS };
}

const openAiPrices = (): Published[] =>
  OPENAI.flatMap(([model, quality, bySize]) =>
    Object.entries(bySize).map(([size, price]) => ({
      ...{ provider: "openai", unit: "IMAGES" as const, model, variant: `${quality} ${size}`, price },
      ...openAiFacts(model),
    })),
  );

const VENDOR_PAGES = "public source file citing bfl.ai/pricing, ai.google.dev, platform.stability.ai";

const PER_IMAGE: readonly (readonly [provider: string, model: string, price: string, variant?: string])[] = [
  ["black-forest-labs", "FLUX.2 [klein] 4B", "0.014", "1024x1024"],
  ["black-forest-labs", "FLUX.2 [pro]", "0.03", "1024x1024"],
  ["black-forest-labs", "FLUX.1 [dev]", "0.025"],
  ["black-forest-labs", "FLUX.1 Kontext [pro]", "0.04"],
  ["google", "Imagen 4 Fast", "0.02"],
  ["google", "Imagen 4", "0.04"],
  ["google", "Imagen 4 Ultra", "0.06"],
  ["google", "Gemini 3.1 Flash Image", "0.067", "1024x1024"],
  ["google", "Gemini 3 Pro Image", "0.134"],
  ["stability", "Stable Image Core", "0.03"],
  ["stability", "Stable Image Ultra", "0.08"],
];

const imagePrices = (): Published[] =>
  PER_IMAGE.map(([provider, model, price, variant]) => ({
    ...{ provider, model, price, unit: "IMAGES" as const, asOf: "2026-09", source: VENDOR_PAGES },
    ...(variant ? { variant } : {}),
  }));

const readOn = (asOf: string): Words => ({
  en: `Starter price as of ${asOf}; valid here from ${FIRST_DAY} so that older jobs find a price.`,
  de: `Startpreis, Stand ${asOf}; gilt hier ab ${FIRST_DAY}, damit auch ältere Jobs einen Preis finden.`,
});

/**
 * Published prices, collected in 2026 from the sources that each one names. They are dated starter data, not truth:
 * each is marked to be checked before use. In USD, because that is what was published; no exchange rate is made up.
 */
export function starterPrices(locale: "en" | "de"): StarterPrice[] {
  return [...CREDIT_PRICES, ...openAiPrices(), ...imagePrices()].map(
    ({ provider, wallet, model, variant, unit, price, per, lastDay, asOf, source, note }) => ({
      ...{ provider, unit, source, currency: "USD", firstDay: FIRST_DAY },
      wallet: wallet ?? null,
      model: model ?? null,
      variant: variant ?? null,
      lastDay: lastDay ?? null,
      amount: priceOfOne(price, per ?? "1"),
      note: [note?.[locale], readOn(asOf)[locale]].filter((words) => words !== undefined).join(" "),
    }),
  );
}
