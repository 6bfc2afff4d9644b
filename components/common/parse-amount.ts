import type { Locale } from "@/lib/core/locale";

const SPACES = /[\s\u00a0\u202f'’]/g;

type Marks = { point: string; group: string };
const MARKS: Record<Locale, Marks> = { en: { point: ".", group: "," }, de: { point: ",", group: "." } };

const escaped = (mark: string) => `\\${mark}`;

/** 1.234.567,89 with the marks of the language; groups only where they are whole groups of three. */
function grouped(text: string, { point, group }: Marks): string | null {
  const pattern = new RegExp(`^\\d{1,3}(${escaped(group)}\\d{3})+(${escaped(point)}\\d+)?$`);
  return pattern.test(text) ? text.replaceAll(group, "").replace(point, ".") : null;
}

/** 1234,5 and, where it cannot be a group of three, also 1234.5 */
function plain(text: string): string | null {
  return /^(\d+([.,]\d*)?|[.,]\d+)$/.test(text) ? text.replace(",", ".") : null;
}

function canonical(text: string): string {
  const [whole = "", places = ""] = text.split(".");
  const trimmed = places.replace(/0+$/, "");
  return (whole.replace(/^0+(?=\d)/, "") || "0") + (trimmed ? `.${trimmed}` : "");
}

/** What a person typed as exact text ("1.5"), or null. The language's own marks win: in German 1.500 is 1500. */
export function parseAmount(typed: string, locale: Locale): string | null {
  const text = typed.replace(SPACES, "");
  const marks = MARKS[locale];
  const understood = grouped(text, marks) ?? plain(text) ?? grouped(text, { point: marks.group, group: marks.point });
  return understood === null ? null : canonical(understood);
}

/** Exact text as the language writes it, every digit kept. */
export function writeAmount(value: string, locale: Locale): string {
  const { point, group } = MARKS[locale];
  const [whole = "", places] = value.split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return places ? `${groups}${point}${places}` : groups;
}
