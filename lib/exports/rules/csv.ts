import type { Dialect } from "../schema";

/** Text is escaped, numbers are written in the dialect's decimal mark. */
export type Cell = string | number | boolean | null | { decimal: string | null };

export const SEPARATOR: Record<Dialect, string> = { en: ",", de: ";" };
const BYTE_ORDER_MARK = "\uFEFF";

/** What stands before the first line. */
export const opening = (dialect: Dialect): string => (dialect === "de" ? BYTE_ORDER_MARK : "");

/** Exact decimals as a number cell; null = empty. A negative one is a number of ours, never a formula. */
export const decimal = (text: string | null): Cell => ({ decimal: text });

/** One line, with CRLF as RFC 4180 says. */
export function csvLine(cells: readonly Cell[], dialect: Dialect): string {
  return `${cells.map((cell) => written(cell, dialect)).join(SEPARATOR[dialect])}\r\n`;
}

/** A line about the file, which starts with `#`. */
export function noteLine(name: string, value: Cell, dialect: Dialect): string {
  return csvLine([`# ${name}`, value], dialect);
}

function written(cell: Cell, dialect: Dialect): string {
  if (cell === null) return "";
  if (typeof cell === "object") return decimalIn(cell.decimal ?? "", dialect);
  return typeof cell === "string" ? textIn(cell) : String(cell);
}

/** Text that somebody typed. */
export const textIn = (text: string) => (SPECIAL.test(text) ? quoted(harmless(text)) : text);

/** What has to be quoted, or disarmed. */
const SPECIAL = /[",;\r\n]|^[=+\-@\t]/;

/** "1.5" as the dialect writes it. */
export function decimalIn(text: string, dialect: Dialect): string {
  return dialect === "de" ? text.replace(".", ",") : text;
}

/** A spreadsheet would run text that starts like a formula: an apostrophe makes it text again. */
const harmless = (text: string) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);

const quoted = (text: string) => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
