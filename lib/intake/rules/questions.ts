import { nearMatches } from "@/lib/core/near";
import type { Analysis, CodeList, Column, Decisions, Fallback, ImportKind, Mapping, Questions } from "../schema";
import { unitInHeader } from "./headers";
import { amountAndUnit, kindIn, stageIn, statusIn, unitIn } from "./words";

/** The codes and names that the organization knows, per list. */
export type KnownCodes = Record<CodeList, readonly { code: string; name: string }[]>;
/** What the person may do about unknown codes. */
type May = { lists: boolean };

const JOB_LISTS = ["provider", "wallet", "campaign", "market", "channel", "kind", "stage", "status"] as const;
const LISTS: Record<ImportKind, readonly CodeList[]> = {
  jobs: JOB_LISTS,
  reviews: ["provider"],
  campaigns: ["costCenter"],
};
const CREATABLE: readonly CodeList[] = ["provider", "campaign", "market", "channel", "costCenter"];
const UNASSIGNABLE: readonly CodeList[] = ["campaign", "market", "channel", "wallet", "costCenter"];

/** Fields of a job that one answer can fill for the whole file, and whether a job needs them. */
const GAPS: readonly { field: keyof Fallback; required: boolean }[] = [
  { field: "occurredAt", required: true },
  { field: "provider", required: true },
  { field: "kind", required: true },
  { field: "stage", required: true },
  { field: "costUnit", required: true },
  { field: "wallet", required: false },
  { field: "model", required: false },
  { field: "campaign", required: false },
  { field: "market", required: false },
  { field: "channel", required: false },
];

const WORD_OF = { kind: kindIn, stage: stageIn, status: statusIn };

/** Does our list know this value, by code or by a word for it? */
export function isKnown(list: CodeList, value: string, known: KnownCodes): boolean {
  if (list === "kind" || list === "stage" || list === "status") return WORD_OF[list](value) !== undefined;
  return known[list].some(({ code }) => code.toLowerCase() === value.toLowerCase());
}

export function columnOf(analysis: Analysis, mapping: Mapping, field: string): Column | undefined {
  const name = mapping[field];
  return name === undefined ? undefined : analysis.columns.find((column) => column.name === name);
}

function gapsOf(analysis: Analysis, mapping: Mapping, decisions: Decisions): Questions["gaps"] {
  return GAPS.flatMap(({ field, required }) => {
    const rows =
      field === "costUnit"
        ? withoutUnit(analysis, mapping)
        : analysis.rows - (columnOf(analysis, mapping, field)?.filled ?? 0);
    return rows > 0 ? [{ field, rows, required, decided: decisions.fallback?.[field] !== undefined }] : [];
  });
}

/** Amounts that name no unit, in their own cell or another column. */
function withoutUnit(analysis: Analysis, mapping: Mapping): number {
  const cost = columnOf(analysis, mapping, "cost");
  if (!cost) return 0;
  const units = columnOf(analysis, mapping, "costUnit");
  if (units) return Math.max(0, cost.filled - units.filled);
  const named = (cost.values ?? [])
    .filter(({ value }) => amountAndUnit(value).unit)
    .reduce((sum, { rows }) => sum + rows, 0);
  const sampled = cost.values === null && cost.samples.every((value) => amountAndUnit(value).unit);
  return sampled ? 0 : cost.filled - named;
}

type Asked = {
  kind: ImportKind;
  analysis: Analysis;
  mapping: Mapping;
  decisions: Decisions;
  known: KnownCodes;
  may: May;
};

function codesOf(asked: Asked, list: CodeList): Questions["codes"] {
  const column = columnOf(asked.analysis, asked.mapping, list);
  const codes = asked.known[list];
  const decided = asked.decisions.codes?.[list] ?? {};
  return (column?.values ?? [])
    .filter(({ value }) => !isKnown(list, value, asked.known))
    .map(({ value, rows }) => ({
      list,
      value,
      rows,
      near: near(value, codes),
      decision: decided[value] ?? null,
      canCreate: CREATABLE.includes(list) && asked.may.lists,
      canUnassign: UNASSIGNABLE.includes(list),
    }));
}

function near(value: string, codes: KnownCodes[CodeList]): string[] {
  const named = codes.filter(({ name }) => name.toLowerCase() === value.toLowerCase()).map(({ code }) => code);
  const alike = nearMatches(
    value,
    codes.map(({ code }) => code),
  );
  return [...new Set([...named, ...alike])].slice(0, 3);
}

/** A column of dates whose order nobody can see: all of them are like 03/04/2026. */
function dateOrderOf({ analysis, mapping, decisions, kind }: Asked): Questions["dateOrder"] {
  if (decisions.dateOrder) return null;
  const fields = kind === "campaigns" ? ["activeFrom", "activeTo"] : ["occurredAt"];
  const columns = fields.flatMap((field) => columnOf(analysis, mapping, field) ?? []);
  if (columns.some(({ dates }) => dates.dayFirst > 0 !== dates.monthFirst > 0)) return null;
  const unclear = columns.find(({ dates }) => dates.slashed > 0);
  return unclear ? { column: unclear.name, rows: unclear.dates.slashed, sample: unclear.samples[0] ?? "" } : null;
}

/** Everything that a person has to decide or may decide before this file is booked, with what they decided so far. */
export function questionsOf(asked: Asked): Questions {
  const gaps = asked.kind === "jobs" ? gapsOf(asked.analysis, asked.mapping, asked.decisions) : [];
  const codes = LISTS[asked.kind].flatMap((list) => codesOf(asked, list));
  const tooMany = LISTS[asked.kind].flatMap((list) => {
    const column = columnOf(asked.analysis, asked.mapping, list);
    return column && column.values === null ? [{ list, column: column.name }] : [];
  });
  const dateOrder = dateOrderOf(asked);
  const covered = (list: CodeList) =>
    (list === "campaign" || list === "market" || list === "channel") && asked.decisions.others !== undefined;
  const open =
    gaps.filter(({ required, decided }) => required && !decided).length +
    codes.filter(({ decision, list }) => decision === null && !covered(list)).length +
    (dateOrder ? 1 : 0);
  return { gaps, codes, tooMany, dateOrder, open };
}

/** The decisions that follow from the file itself; a person sees them and can change them. */
export function guessDecisions(
  { kind, analysis, mapping, known }: Omit<Asked, "decisions" | "may">,
  organization: { currency: string; locale: "en" | "de" },
): Decisions {
  const numbers = analysis.columns.reduce(
    (sum, column) => ({ comma: sum.comma + column.numbers.comma, point: sum.point + column.numbers.point }),
    { comma: 0, point: 0 },
  );
  const tie = analysis.delimiter === ";" ? "comma" : "point";
  const decimal = numbers.comma === numbers.point ? tie : numbers.comma > numbers.point ? "comma" : "point";
  const dates = ["occurredAt", "activeFrom", "activeTo"].flatMap(
    (field) => columnOf(analysis, mapping, field)?.dates ?? [],
  );
  const dayFirst = dates.some((date) => date.dayFirst > 0);
  const monthFirst = dates.some((date) => date.monthFirst > 0);
  const unit = mapping.cost === undefined ? undefined : unitOf(analysis, mapping, organization.currency);
  const fallback: Fallback = {
    ...(kind === "jobs" && columnOf(analysis, mapping, "kind") === undefined ? { kind: "generation" as const } : {}),
    ...(unit ? { costUnit: unit } : {}),
  };
  return {
    decimal,
    ...(dayFirst === monthFirst ? {} : { dateOrder: dayFirst ? ("dmy" as const) : ("mdy" as const) }),
    ...(Object.keys(fallback).length > 0 ? { fallback } : {}),
    codes: namedCodes(kind, analysis, mapping, known),
  };
}

function unitOf(analysis: Analysis, mapping: Mapping, currency: string): string | undefined {
  const units = columnOf(analysis, mapping, "costUnit");
  if (units?.values?.length === 1) return unitIn(units.values[0]?.value ?? "");
  return units ? undefined : unitInHeader(mapping.cost ?? "", currency);
}

/** "Deutschland" is the name of DE: nobody needs to be asked. */
function namedCodes(
  kind: ImportKind,
  analysis: Analysis,
  mapping: Mapping,
  known: KnownCodes,
): NonNullable<Decisions["codes"]> {
  const found: NonNullable<Decisions["codes"]> = {};
  for (const list of LISTS[kind]) {
    for (const { value } of columnOf(analysis, mapping, list)?.values ?? []) {
      if (isKnown(list, value, known)) continue;
      const named = known[list].filter(({ name }) => name.toLowerCase() === value.toLowerCase());
      if (named.length === 1 && named[0]) found[list] = { ...found[list], [value]: { do: "map", to: named[0].code } };
    }
  }
  return found;
}
