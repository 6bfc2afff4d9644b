/** Calendar days as YYYY-MM-DD in the organization's zone; pure, the day of today is an argument. */
export type Days = { from: string; to: string };

const DAY_MS = 86_400_000;
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export function addDays(day: string, days: number): string {
  return dayOf(utc(day) + days * DAY_MS);
}

/** Days of the range, both ends included. */
export function lengthOf({ from, to }: Days): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS) + 1;
}

export const monthStart = (day: string) => `${day.slice(0, 7)}-01`;

export const monthEnd = (day: string) => addDays(addMonths(monthStart(day), 1), -1);

/** The same day of another month, or that month's last day where it is shorter. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const index = year * 12 + (month - 1) + months;
  const first = `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;
  const [nextYear, nextMonth] = [Math.floor((index + 1) / 12), (index + 1) % 12];
  const last = new Date(Date.UTC(nextYear, nextMonth, 0)).getUTCDate();
  return `${first.slice(0, 8)}${String(Math.min(date, last)).padStart(2, "0")}`;
}

function monthsIn({ from, to }: Days): number {
  const index = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return index(to) - index(from) + 1;
}

const isWholeMonths = ({ from, to }: Days) => from === monthStart(from) && to === monthEnd(to);

/** The first (last) of two days. */
export const earlier = (one: string, other: string) => [one, other].sort()[0] ?? one;
export const later = (one: string, other: string) => [one, other].sort()[1] ?? one;

/** The days that both have; for ranges that touch. */
export function overlap(one: Days, other: Days): Days {
  return { from: later(one.from, other.from), to: earlier(one.to, other.to) };
}

/** The part of a range that has happened: a range that runs on is looked at "so far". Null: nothing of it has. */
export function soFar(range: Days, today: string): Days | null {
  if (range.from > today) return null;
  return overlap(range, { from: range.from, to: today });
}

/**
 * What a range is compared with. Whole calendar months: as many whole months before, 1–21 Nov with 1–21 Oct.
 * Anything else: as many days right before. A range that runs on compares the days that it has had so far.
 */
export function previousPeriod(range: Days, today: string): Days | null {
  const past = soFar(range, today);
  if (!past) return null;
  if (isWholeMonths(range)) {
    const months = monthsIn(range);
    const from = addMonths(range.from, -months);
    // 1–30 Apr complete against all of March; 1–30 March so far against 1–28 February.
    const to = past.to === range.to ? addDays(range.from, -1) : addMonths(past.to, -months);
    return { from, to };
  }
  const from = addDays(range.from, -lengthOf(range));
  return { from, to: addDays(from, lengthOf(past) - 1) };
}

export const PRESETS = ["today", "7d", "30d", "90d", "month", "last-month", "quarter", "year", "12m"] as const;
export type Preset = (typeof PRESETS)[number];

/** First month of the quarter or year that a month lies in, counted from the fiscal year's first month. */
function blockStart(today: string, size: 3 | 12, fiscalYearStart: number): string {
  const intoBlock = (Number(today.slice(5, 7)) - fiscalYearStart + 12) % size;
  return addMonths(monthStart(today), -intoBlock);
}

function block(today: string, size: 3 | 12, fiscalYearStart: number): Days {
  const from = blockStart(today, size, fiscalYearStart);
  return { from, to: monthEnd(addMonths(from, size - 1)) };
}

/** The days a preset means today. "This" month, quarter and year run to their end, so that they compare as a whole. */
export function presetDays(preset: Preset, today: string, fiscalYearStart = 1): Days {
  switch (preset) {
    case "today":
      return { from: today, to: today };
    case "7d":
      return { from: addDays(today, -6), to: today };
    case "30d":
      return { from: addDays(today, -29), to: today };
    case "90d":
      return { from: addDays(today, -89), to: today };
    case "month":
      return { from: monthStart(today), to: monthEnd(today) };
    case "last-month":
      return { from: addMonths(monthStart(today), -1), to: addDays(monthStart(today), -1) };
    case "quarter":
      return block(today, 3, fiscalYearStart);
    case "year":
      return block(today, 12, fiscalYearStart);
    case "12m":
      return { from: addMonths(monthStart(today), -11), to: monthEnd(today) };
  }
}

/** Made once per zone: making one takes a hundred times as long as using it. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at a moment, in a zone. */
export function dayIn(timeZone: string, at: Date): string {
  const known = dayFormats.get(timeZone);
  if (known) return known.format(at);
  const made = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  dayFormats.set(timeZone, made);
  return made.format(at);
}

export type Interval = "day" | "week" | "month";

/** As fine as can still be told apart. */
export function intervalFor(range: Days): Interval {
  const days = lengthOf(range);
  if (days <= 45) return "day";
  return days <= 200 ? "week" : "month";
}
