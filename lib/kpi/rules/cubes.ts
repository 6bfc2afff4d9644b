import { addMonths } from "@/lib/core/period";
import type { Dimension } from "../schema";

/** Dimensions that nearly every question needs: rights, campaigns after merges and credits of providers come from them. */
const PLACES = ["costCenter", "campaign", "provider"] as const;

/** A dimension that sums are kept by. Tags are not: nobody knows how many there are. */
export type KeptDimension = Exclude<Dimension, `tag.${string}`>;

/** What the sums of a day are split by; the smallest first, because the first that fits is read. */
export const CUBES = {
  whole: ["costCenter", "provider"],
  campaign: [...PLACES, "wallet"],
  model: [...PLACES, "wallet", "model"],
  source: [...PLACES, "source"],
  channel: [...PLACES, "channel"],
  market: [...PLACES, "market"],
  createdBy: [...PLACES, "createdBy"],
  assetType: [...PLACES, "assetType"],
  place: [...PLACES, "market", "channel"],
  motif: [...PLACES, "motif"],
  marketKind: [...PLACES, "market", "kind"],
  kind: [...PLACES, "kind", "stage"],
} as const satisfies Record<string, readonly KeptDimension[]>;
export type Cube = keyof typeof CUBES;
export const CUBE_NAMES = Object.keys(CUBES) as Cube[];

/** The cube that answers a question by these dimensions (grouped or filtered); null = only the jobs themselves can. */
export function cubeFor(asked: readonly Dimension[]): Cube | null {
  return (
    CUBE_NAMES.find((name) => {
      const kept: readonly Dimension[] = CUBES[name];
      return asked.every((dimension) => kept.includes(dimension));
    }) ?? null
  );
}

export type Span = { from: string; to: string };
/** What a range is read from: months and days of which nothing changed since their sums were made, and jobs. */
export type Sources = { months: Span[]; days: Span[]; stale: string[] };

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const monthOf = (day: string) => day.slice(0, 7);
const isFirst = (day: string) => day.endsWith("-01");

function* daysIn({ from, to }: Span): Generator<string> {
  for (let day = at(from); day <= at(to); day += DAY_MS) yield dayOf(day);
}

/** Days that follow each other, as ranges. */
export function spansOf(days: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last && at(last.to) + DAY_MS === at(day)) last.to = day;
    else spans.push({ from: day, to: day });
  }
  return spans;
}

/** Months that follow each other, as ranges of their first days. */
function runsOf(firsts: readonly string[]): Span[] {
  const runs: Span[] = [];
  for (const first of firsts) {
    const last = runs.at(-1);
    if (last && addMonths(last.to, 1) === first) last.to = first;
    else runs.push({ from: first, to: first });
  }
  return runs;
}

/** First days of the months that lie wholly inside of the range. */
function wholeMonths(range: Span): string[] {
  const end = dayOf(at(range.to) + DAY_MS);
  const firsts = [...daysIn({ from: range.from, to: end })].filter(isFirst);
  return firsts.slice(0, -1);
}

/** @param withMonths false where an answer is split finer than by month */
export function sourcesOf(range: Span, changed: ReadonlySet<string>, withMonths: boolean): Sources {
  const stale = [...daysIn(range)].filter((day) => changed.has(day));
  const unsettled = new Set(stale.map(monthOf));
  const months = withMonths ? wholeMonths(range).filter((first) => !unsettled.has(monthOf(first))) : [];
  const inMonths = new Set(months.map(monthOf));
  const days = [...daysIn(range)].filter((day) => !changed.has(day) && !inMonths.has(monthOf(day)));
  return { months: runsOf(months), days: spansOf(days), stale };
}
