import { momentOf, type WallTime } from "./zone";

export type DateOrder = "dmy" | "mdy";
export type DateReading = { zone: string; order: DateOrder | undefined };
/** A time with offset, or why there is none. `AMBIGUOUS`: 03/04/2026 without knowing what comes first. */
export type ReadDate = { at: string } | { problem: "NOT_A_DATE" | "AMBIGUOUS" };

const NOT_A_DATE: ReadDate = { problem: "NOT_A_DATE" };
const MONTHS = "jan feb m[aä]r|maer apr ma[iy] jun jul aug sep o[ck]t nov de[cz]"
  .split(" ")
  .map((name) => new RegExp(`^(${name})`));

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm|uhr)?`;
const ISO = new RegExp(
  String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s,]+${TIME})?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$`,
  "i",
);
const NUMERIC = new RegExp(String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[T\s,]+${TIME})?$`, "i");
const DAY_NAMED = new RegExp(
  String.raw`^(?:[a-zä]+\.?,?\s+)?(\d{1,2})\.?\s+([a-zä]+)\.?,?\s+(\d{4})(?:[\s,]+${TIME})?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$`,
  "i",
);
const NAMED_DAY = new RegExp(String.raw`^([a-zä]+)\.?\s+(\d{1,2}),?\s+(\d{4})(?:[\s,]+${TIME})?$`, "i");

/** Slashes are the only dates that both halves of the world write: who comes first in this one? */
export function orderIn(text: string): { slashed: boolean; first: DateOrder | null } {
  const [, first, sign, second] = NUMERIC.exec(text) ?? [];
  if (sign !== "/") return { slashed: false, first: null };
  if (Number(first) > 12) return { slashed: true, first: "dmy" };
  return { slashed: true, first: Number(second) > 12 ? "mdy" : null };
}

type Parts = { year: number; month: number; day: number };
type Clock = {
  hour: string | undefined;
  minute: string | undefined;
  second: string | undefined;
  half: string | undefined;
};

function wallTime({ year, month, day }: Parts, { hour, minute, second, half }: Clock): WallTime | null {
  const late = half?.toLowerCase();
  let hours = hour === undefined ? 12 : Number(hour);
  if ((late === "am" || late === "pm") && (hours > 12 || hours === 0)) return null;
  if (late === "pm" && hours < 12) hours += 12;
  if (late === "am" && hours === 12) hours = 0;
  const minutes = Number(minute ?? 0);
  const seconds = Number(second ?? 0);
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null;
  return hours > 23 || minutes > 59 || seconds > 59
    ? null
    : { year, month, day, hour: hours, minute: minutes, second: seconds };
}

function moment(parts: Parts, clock: Clock, offset: string | undefined, zone: string): ReadDate {
  const time = wallTime(parts, clock);
  if (!time) return NOT_A_DATE;
  const fixed = offsetMs(offset);
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  return { at: new Date(fixed === null ? momentOf(time, zone) : wall - fixed).toISOString() };
}

function offsetMs(offset: string | undefined): number | null {
  if (offset === undefined) return null;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  if (!sign) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000;
}

const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text));

function monthNamed(name: string): number | null {
  const index = MONTHS.findIndex((month) => month.test(name.toLowerCase()));
  return index < 0 ? null : index + 1;
}

function readNumeric(found: RegExpExecArray, { zone, order }: DateReading): ReadDate {
  const [, first = "", sign, second = "", year = "", hour, minute, seconds, half] = found;
  const clock = { hour, minute, second: seconds, half };
  const dayFirst = { year: fullYear(year), month: Number(second), day: Number(first) };
  const monthFirst = { year: fullYear(year), month: Number(first), day: Number(second) };
  if (sign === ".") return moment(dayFirst, clock, undefined, zone);
  const known = Number(first) > 12 ? "dmy" : Number(second) > 12 ? "mdy" : first === second ? "dmy" : order;
  if (!known) return { problem: "AMBIGUOUS" };
  return moment(known === "dmy" ? dayFirst : monthFirst, clock, undefined, zone);
}

function readNamed(text: string, zone: string): ReadDate {
  const european = DAY_NAMED.exec(text);
  const american = european ? null : NAMED_DAY.exec(text);
  const [name, day, year, hour, minute, second, half, offset] = european
    ? [european[2], european[1], ...european.slice(3)]
    : (american?.slice(1) ?? []);
  const month = name ? monthNamed(name) : null;
  if (!month) return NOT_A_DATE;
  return moment({ year: Number(year), month, day: Number(day) }, { hour, minute, second, half }, offset, zone);
}

/** Seconds (10 digits) or milliseconds (13 digits) since 1970, as logs write them. */
function readEpoch(text: string): ReadDate | null {
  if (!/^1\d{9}(\d{3})?(\.\d+)?$/.test(text)) return null;
  const value = Number(text.split(".")[0]);
  return { at: new Date(value < 1e11 ? value * 1000 : value).toISOString() };
}

/**
 * A date as files write it: ISO with or without zone, 31.12.2026 14:05, 12/31/2026 2:05 PM, 31 Dec 2026, seconds since
 * 1970. Without a zone the organization's is meant; a day alone is its noon, so that no zone moves it to another day.
 */
export function readDate(raw: string, reading: DateReading): ReadDate {
  const text = raw.trim();
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, half, offset] = iso;
    const parts = { year: Number(year), month: Number(month), day: Number(day) };
    return moment(parts, { hour, minute, second, half }, offset, reading.zone);
  }
  const numeric = NUMERIC.exec(text);
  if (numeric) return readNumeric(numeric, reading);
  return readEpoch(text) ?? readNamed(text, reading.zone);
}

/** A calendar day for lists (first and last day of a campaign). */
export function readDay(raw: string, order: DateOrder | undefined): string | null {
  const read = readDate(raw, { zone: "UTC", order });
  return "at" in read ? read.at.slice(0, 10) : null;
}
