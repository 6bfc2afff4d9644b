import type { InputError } from "@/lib/core/errors";
import { checkCode, type ProblemCode } from "@/lib/core/problem-codes";
import type { CodeList, Decisions, ImportKind, Mapping } from "../schema";
import { FIELDS } from "../schema";
import { readDate } from "./dates";
import { decimalText, wholeNumber } from "./numbers";

/** The cells of a row that are mapped and not empty, by field. */
export type Cells = Record<string, string>;

/** What reading a row needs to know, decided once per file. */
export type Plan = {
  zone: string;
  decimal: "comma" | "point";
  dateOrder: "dmy" | "mdy" | undefined;
  /** ISO time for rows without one. */
  fallbackAt: string | undefined;
  fallback: NonNullable<Decisions["fallback"]>;
  /** Per list: value in lower case → code, or null for "leave it out". */
  codes: Partial<Record<CodeList, ReadonlyMap<string, string | null>>>;
};

export type RowReading<T> = { input: T } | { errors: InputError[] };

export const wrong = (path: string, code: ProblemCode, message: string): InputError => ({ path, code, message });

/** A field is known to its kind, or a tag. */
export function isField(kind: ImportKind, field: string): boolean {
  const known: readonly string[] = FIELDS[kind];
  return known.includes(field) || (kind === "jobs" && /^tag\.[\w-]{1,50}$/.test(field));
}

export type CellReader = (cells: readonly string[]) => Cells;

/** Picks the mapped cells in an order of its own, so that the same row has the same key however the columns stand. */
export function cellReader(header: readonly string[], mapping: Mapping): CellReader {
  const picks = Object.entries(mapping)
    .map(([field, name]) => ({ field, index: header.indexOf(name) }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => (a.field < b.field ? -1 : 1));
  return (cells) => {
    const found: Cells = {};
    for (const { field, index } of picks) {
      const text = unescaped((cells[index] ?? "").trim());
      if (text !== "") found[field] = text;
    }
    return found;
  };
}

/** Our own CSV files put ' before cells that a spreadsheet would take for a formula; it is not part of the value. */
const unescaped = (text: string) => (/^'[=+\-@\t]/.test(text) ? text.slice(1) : text);

/**
 * What a row without an id of its own is recognised by: everything the file says about it, and nothing that a person
 * decided for the file, so that the same file with another fallback date is still the same file.
 */
export function rowText(kind: ImportKind, cells: Cells): string {
  let text: string = kind;
  for (const field in cells) text += `\u001e${field}\u001f${cells[field]}`;
  return text;
}

/** Collects what is wrong with a row while it is read. */
export class RowReader {
  readonly errors: InputError[] = [];

  constructor(
    readonly cells: Cells,
    readonly plan: Plan,
  ) {
    for (const [field, text] of Object.entries(cells))
      if (text.includes("\u0000")) this.refuse(field, "INVALID_CHARACTER", "A zero byte cannot be stored");
  }

  refuse(field: string, code: ProblemCode, message: string): undefined {
    this.errors.push(wrong(field, code, message));
    return undefined;
  }

  text(field: string): string | undefined {
    return this.cells[field];
  }

  decimal(field: string, text = this.cells[field]): string | undefined {
    if (text === undefined) return undefined;
    return (
      decimalText(text, this.plan.decimal) ?? this.refuse(field, "NOT_A_NUMBER", `"${shown(text)}" is not a number`)
    );
  }

  whole(field: string): number | undefined {
    const text = this.cells[field];
    if (text === undefined) return undefined;
    return (
      wholeNumber(text, this.plan.decimal) ??
      this.refuse(field, "NOT_A_WHOLE_NUMBER", `"${shown(text)}" is not a whole number`)
    );
  }

  number(field: string): number | undefined {
    const decimal = this.decimal(field);
    return decimal === undefined ? undefined : Number(decimal);
  }

  /** A code as the person decided about it, or as it stands; undefined = not assigned. */
  code(list: CodeList): string | undefined {
    const text = this.cells[list];
    if (text === undefined)
      return list in this.plan.fallback ? String(this.plan.fallback[list as "campaign"]) : undefined;
    const decided = this.plan.codes[list]?.get(text.toLowerCase());
    return decided === null ? undefined : (decided ?? text);
  }

  /** A cell that must be filled; the message says what is missing. */
  required(field: string, message: string): string | undefined {
    return this.cells[field] ?? this.refuse(field, "REQUIRED", message);
  }

  /** A word of a closed list (kind, stage, status), in German or English. */
  word<T extends string>(list: "kind" | "stage" | "status", read: (text: string) => T | undefined): T | undefined {
    const text = this.code(list);
    if (text === undefined) return undefined;
    return read(text) ?? this.refuse(list, "UNKNOWN_VALUE", `"${shown(text)}" is not a ${list} that we know`);
  }

  moment(): string | undefined {
    const day = this.cells.occurredAt;
    if (day === undefined)
      return (
        this.plan.fallbackAt ??
        this.refuse("occurredAt", "REQUIRED", "This row says no time, and no fallback date was chosen")
      );
    const clock = this.cells.timeOfDay;
    const text = clock === undefined || /\d:\d\d/.test(day) ? day : `${day} ${clock}`;
    const read = readDate(text, { zone: this.plan.zone, order: this.plan.dateOrder });
    if ("at" in read) return read.at;
    return read.problem === "AMBIGUOUS"
      ? this.refuse("occurredAt", "DATE_AMBIGUOUS", `"${shown(text)}" can be read in two ways; choose what comes first`)
      : this.refuse("occurredAt", "NOT_A_DATE", `"${shown(text)}" is not a date that we can read`);
  }
}

export const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** zod's complaints about the whole, in the same form. */
export function schemaErrors(issues: readonly { path: PropertyKey[]; code?: string; message: string }[]): InputError[] {
  return issues.map(({ path, code, message }) => wrong(fieldOf(path), checkCode(code ?? "custom"), message));
}

/** ["cost","amount"] → cost, ["reviewed","approved"] → approved: the field that the person mapped. */
function fieldOf(path: PropertyKey[]): string {
  const [first = "", second] = path.map(String);
  if (first === "reviewed" && second) return second;
  return first === "cost" && second === "unit" ? "costUnit" : first === "tags" && second ? `tag.${second}` : first;
}
