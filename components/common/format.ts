import type { Locale } from "@/lib/core/locale";

/** British English writes days as 21 Oct; the interface says "cost centre" too. */
const TAG: Record<Locale, string> = { en: "en-GB", de: "de-DE" };

/** Intl reads exact decimals from text, so no digit passes through a float. */
const exact = (text: string) => text as Intl.StringNumericLiteral;

/** Leading zeros after the point of a value below 1: "0.0153" → 1. */
function zerosAfterPoint(text: string): number {
  return /^-?0\.(0*)[1-9]/.exec(text)?.[1]?.length ?? 0;
}

function integerDigits(text: string): number {
  return /^-?(\d+)/.exec(text)?.[1]?.length ?? 1;
}

const isBelowOne = (text: string) => /^-?0(\.|$)/.test(text);

/** 0.0153 · 1.53 · 15,312: three digits below one, two places up to four digits, none above. */
function sensiblePlaces(text: string): { minimumFractionDigits: number; maximumFractionDigits: number } {
  if (integerDigits(text) > 4) return { minimumFractionDigits: 0, maximumFractionDigits: 0 };
  if (!isBelowOne(text)) return { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const zeros = zerosAfterPoint(text);
  return { minimumFractionDigits: 2, maximumFractionDigits: zeros === 0 ? 2 : Math.min(zeros + 3, 18) };
}

/** Engines differ in the spaces around the dash of a range; a page must read the same on server and in the browser. */
function evenDash(range: string): string {
  return range.replace(/\s*–\s*/u, " – ").replace(/^(\d+\.?) – (?=\d+\.? [^–]*$)/u, "$1–");
}

/** One instance per set of options: making an Intl formatter takes a hundred times as long as using it. */
function kept<Options, Made>(make: (options: Options) => Made): (options: Options) => Made {
  const made = new Map<string, Made>();
  return (options) => {
    const key = JSON.stringify(options);
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(options);
    made.set(key, fresh);
    return fresh;
  };
}

const dates = {
  en: kept((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(TAG.en, options)),
  de: kept((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(TAG.de, options)),
};

const numbers = {
  en: kept((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(TAG.en, options)),
  de: kept((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(TAG.de, options)),
};

export type MoneyOptions = { currency?: string; full?: boolean };

export type Formatter = ReturnType<typeof formatter>;

/** Everything a person reads as number, amount or date. Exact text in, words of their language out. */
export function formatter(locale: Locale, timeZone: string, currency: string) {
  const number = numbers[locale];
  const date = dates[locale];
  // A calendar day has no time and no zone: noon in UTC is that day wherever UTC is asked for.
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  const longDay = date({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const shortDay = date({ day: "numeric", month: "short", timeZone: "UTC" });

  return {
    money(text: string | null, { currency: other, full = false }: MoneyOptions = {}): string {
      if (text === null) return "–";
      const places = full ? { minimumFractionDigits: 2, maximumFractionDigits: 20 } : sensiblePlaces(text);
      return number({ style: "currency", currency: other ?? currency, ...places }).format(exact(text));
    },
    /** On an axis, where the ticks are round numbers. */
    axisMoney(value: number): string {
      const options = { style: "currency", currency, minimumFractionDigits: 0 } as const;
      const isLarge = Math.abs(value) >= 10_000;
      if (!isLarge && !Number.isInteger(value) && Math.abs(value) >= 0.01)
        return number({ ...options, minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
      const places = isLarge
        ? ({ notation: "compact", maximumFractionDigits: 1 } as const)
        : { maximumSignificantDigits: 4 };
      return number({ ...options, ...places }).format(value);
    },
    /** Credits, images, minutes: as many places as there are, six at most. */
    quantity(text: string | null): string {
      return text === null ? "–" : number({ maximumFractionDigits: 6 }).format(exact(text));
    },
    percent(text: string | null, digits = 1): string {
      if (text === null) return "–";
      return number({ style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
        exact(text),
      );
    },
    /** A difference of two percentages, in percentage points: "0.03" → 3. */
    points(text: string): string {
      return number({ maximumFractionDigits: 1 }).format(Number(text) * 100);
    },
    count(value: number): string {
      return number({ maximumFractionDigits: 0 }).format(value);
    },
    day(day: string): string {
      return longDay.format(noon(day));
    },
    shortDay(day: string): string {
      return shortDay.format(noon(day));
    },
    /** "1–21 Oct 2026": what both ends share is said once. */
    days(from: string, to: string): string {
      return from === to ? longDay.format(noon(from)) : evenDash(longDay.formatRange(noon(from), noon(to)));
    },
    /** Without the year, for comparisons close to today. */
    shortDays(from: string, to: string): string {
      return from === to ? shortDay.format(noon(from)) : evenDash(shortDay.formatRange(noon(from), noon(to)));
    },
    dateTime(iso: string): string {
      return date({ dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(iso));
    },
    time(iso: string): string {
      return date({ timeStyle: "short", timeZone }).format(new Date(iso));
    },
    month(iso: string): string {
      return date({ month: "long", year: "numeric", timeZone: "UTC" }).format(noon(iso.slice(0, 10)));
    },
    shortMonth(day: string): string {
      return date({ month: "short", year: "2-digit", timeZone: "UTC" }).format(noon(day));
    },
    list(words: readonly string[]): string {
      return new Intl.ListFormat(TAG[locale], { type: "conjunction" }).format(words);
    },
  };
}
