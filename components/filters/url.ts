import { parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { type Days, PRESETS, type Preset, presetDays } from "@/lib/core/period";

/** Dimensions that the bar offers. */
export const BAR_FILTERS = ["costCenter", "campaign", "market", "channel", "provider"] as const;
export type BarFilter = (typeof BAR_FILTERS)[number];

/** Everything an analytic page filters by, under the names that the API uses. */
export const FILTERS = [...BAR_FILTERS, "model", "kind", "stage"] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Record<Filter, string[]>;

const several = () => parseAsNativeArrayOf(parseAsString).withDefault([]);

/** One URL for every analytic page: a preset or two days, and the filters. */
export const filterParsers = {
  range: parseAsStringLiteral(PRESETS),
  from: parseAsString,
  to: parseAsString,
  costCenter: several(),
  campaign: several(),
  market: several(),
  channel: several(),
  provider: several(),
  model: several(),
  kind: several(),
  stage: several(),
};

const DEFAULT_PRESET: Preset = "30d";

const isDay = (text: string | null): text is string =>
  text !== null && /^20\d{2}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

type InUrl = { range: Preset | null; from: string | null; to: string | null };
export type ChosenRange = Days & { preset: Preset | null };

/** Two days win over a preset; a preset is counted from today, so a saved link moves with the calendar. */
export function rangeOf({ range, from, to }: InUrl, today: string, fiscalYearStart: number): ChosenRange {
  if (isDay(from) && isDay(to)) return { preset: null, ...(from <= to ? { from, to } : { from: to, to: from }) };
  const preset = range ?? DEFAULT_PRESET;
  return { preset, ...presetDays(preset, today, fiscalYearStart) };
}

export function filtersOf(inUrl: Filters): Filters {
  return {
    costCenter: inUrl.costCenter,
    campaign: inUrl.campaign,
    market: inUrl.market,
    channel: inUrl.channel,
    provider: inUrl.provider,
    model: inUrl.model,
    kind: inUrl.kind,
    stage: inUrl.stage,
  };
}
