import type { Dialect } from "../schema";
import { type Cell, noteLine } from "./csv";

/** The lines above a table, without which its figures could be read wrongly. */
export type About = {
  title: string;
  organization: string;
  from: string | null;
  to: string | null;
  timeZone: string;
  currency: string;
  asOf: string;
  filters: Readonly<Record<string, readonly string[] | string | null | undefined>>;
  limitedTo: readonly string[] | null;
  more: Readonly<Record<string, Cell>>;
};

export function noteLines(about: About, dialect: Dialect): string {
  const filters = Object.entries(about.filters).flatMap(([name, values]) => {
    const list = [values ?? []].flat();
    return list.length === 0 ? [] : [`${name}=${list.map((value) => value || "(none)").join(" or ")}`];
  });
  const lines: [string, Cell][] = [
    ["report", about.title],
    ["organization", about.organization],
    ["range", `${about.from ?? "first job"} to ${about.to ?? "last job"}, both days included`],
    ["time zone", about.timeZone],
    ["currency", about.currency],
    ["filters", filters.join(", ") || "none"],
    ["limited to cost centres", about.limitedTo ? about.limitedTo.join(", ") || "none" : "all"],
    ["data as of", about.asOf],
    ...Object.entries(about.more),
  ];
  return lines.map(([name, value]) => noteLine(name, value, dialect)).join("");
}
