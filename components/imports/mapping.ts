import type { Decisions, Mapping } from "@/lib/intake/schema";

/** The field that a column is mapped to; null = not imported. */
export function fieldOfColumn(mapping: Mapping, column: string): string | null {
  return Object.entries(mapping).find(([, name]) => name === column)?.[0] ?? null;
}

/** Each field has one column and each column one field: the last choice wins. */
export function withColumn(mapping: Mapping, column: string, field: string | null): Mapping {
  const others = Object.entries(mapping).filter(([name, header]) => header !== column && name !== field);
  return Object.fromEntries(field ? [...others, [field, column]] : others);
}

/** "Künstler/in" → tag.kuenstler-in */
export function tagField(column: string): string {
  const key = column
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  return `tag.${key || "column"}`;
}

type Codes = NonNullable<Decisions["codes"]>;
type CodeAnswer = NonNullable<Codes[keyof Codes]>[string];

/** A select holds text: "create", "unassigned" or "map:CODE". */
export function answerToText(answer: CodeAnswer | null | undefined): string | null {
  if (!answer) return null;
  return answer.do === "map" ? `map:${answer.to}` : answer.do;
}

export function textToAnswer(text: string | null): CodeAnswer | null {
  if (text === null) return null;
  if (text === "create" || text === "unassigned") return { do: text };
  return { do: "map", to: text.slice("map:".length) };
}

/** Decisions with one answer about one value; null takes the answer back. */
export function withCode(decisions: Decisions, list: keyof Codes, value: string, answer: CodeAnswer | null): Decisions {
  const others = Object.entries(decisions.codes?.[list] ?? {}).filter(([name]) => name !== value);
  const answers = Object.fromEntries(answer ? [...others, [value, answer]] : others);
  return { ...decisions, codes: { ...decisions.codes, [list]: answers } };
}

/** Decisions with one answer for all rows that say nothing; an empty one takes it back. */
export function withFallback(
  decisions: Decisions,
  field: keyof NonNullable<Decisions["fallback"]>,
  value: string,
): Decisions {
  const others = Object.entries(decisions.fallback ?? {}).filter(([name]) => name !== field);
  return { ...decisions, fallback: Object.fromEntries(value ? [...others, [field, value]] : others) };
}
