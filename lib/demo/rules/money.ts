import { addMonths, monthEnd } from "@/lib/core/period";
import type { FxRateInput, PlanPeriodInput, PriceInput } from "@/lib/prices/schema";

const SOURCE = "Made up for the demo";

/** Dollars to euros at the beginning of each of the twelve months. */
const USD = [
  "0.921",
  "0.914",
  "0.925",
  "0.918",
  "0.907",
  "0.896",
  "0.889",
  "0.893",
  "0.881",
  "0.876",
  "0.882",
  "0.879",
];

export function exchangeRates(start: string): FxRateInput[] {
  return USD.map((rate, month) => ({ currency: "USD", firstDay: addMonths(start, month), rate, source: SOURCE }));
}

/** In the seventh month the studio moves to the larger plan: a credit costs a quarter less from then on. */
const LARGER_PLAN_FROM = 6;

function leonardoPlan(month: number): Pick<PlanPeriodInput, "name" | "fee" | "includedCredits"> {
  return month < LARGER_PLAN_FROM
    ? { name: "API Basic", fee: "69", includedCredits: "11000" }
    : { name: "API Standard", fee: "129", includedCredits: "25000" };
}

export function planPeriods(start: string): PlanPeriodInput[] {
  return USD.flatMap((_, month) => {
    const firstDay = addMonths(start, month);
    const rest = { firstDay, lastDay: monthEnd(firstDay), currency: "USD", source: SOURCE } as const;
    const none = { discount: "0", bonusCredits: "0", rollOver: "none" } as const;
    return [
      { wallet: "leonardo-api", ...leonardoPlan(month), ...none, ...rest },
      {
        ...{ wallet: "firefly", name: "Firefly Premium", fee: "429.99", includedCredits: "50000" },
        ...none,
        ...{ ...rest, discount: "20" },
      },
    ];
  });
}

const imagePrice = (model: string, amount: string, firstDay: string): PriceInput => ({
  ...{ provider: "black-forest-labs", model, variant: "1024x1024", unit: "IMAGES", amount },
  ...{ currency: "USD", firstDay, source: SOURCE },
});

/** What the studio has agreed on; the rest of the book are the published prices that every organization starts with. */
export function agreedPrices(start: string): PriceInput[] {
  return [
    imagePrice("FLUX.2 [flex]", "0.12", start),
    imagePrice("FLUX.2 [pro]", "0.07", start),
    imagePrice("FLUX.2 [pro]", "0.055", addMonths(start, LARGER_PLAN_FROM)),
    {
      ...{ provider: "midjourney", wallet: "midjourney", unit: "FAST_HOURS", amount: "8" },
      ...{ currency: "USD", firstDay: start, source: SOURCE },
    },
  ];
}

export const STAFF_RATES = (start: string) => [
  { firstDay: start, perHour: "46", note: SOURCE },
  { firstDay: addMonths(start, 8), perHour: "48", note: SOURCE },
];
