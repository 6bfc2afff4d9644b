import { parseAsBoolean, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Filters } from "@/components/filters/url";
import type { QueryValue } from "@/lib/http/with-query";
import { STATUSES, type Status } from "@/lib/jobs/rules/vocabulary";

export const STATES = ["live", "void", "all"] as const;
export type BookingState = (typeof STATES)[number];

const several = () => parseAsNativeArrayOf(parseAsString).withDefault([]);

/** What the job list filters by besides the shared bar, under the names of GET /jobs; links from figures use them all. */
export const listParsers = {
  status: several(),
  unpriced: parseAsBoolean.withDefault(false),
  duplicate: parseAsBoolean.withDefault(false),
  state: parseAsStringLiteral(STATES).withDefault("live"),
  q: parseAsString.withDefault(""),
  importId: parseAsString,
  waste: several(),
  wallet: several(),
  motif: several(),
  assetType: several(),
  createdBy: several(),
  source: several(),
};

export type ListFilter = {
  status: string[];
  unpriced: boolean;
  duplicate: boolean;
  state: BookingState;
  q: string;
  importId: string | null;
  waste: string[];
  wallet: string[];
  motif: string[];
  assetType: string[];
  createdBy: string[];
  source: string[];
};

/** Set by links only; each becomes a chip that can be taken away. */
export const LINKED = ["wallet", "motif", "assetType", "createdBy", "source"] as const;

export const isStatus = (text: string): text is Status => (STATUSES as readonly string[]).includes(text);

type Range = { from: string; to: string };

/** The question for GET /jobs and its CSV. An import is asked for whole: its jobs may be of any day. */
export function jobParams(range: Range, filters: Filters, own: ListFilter): Record<string, QueryValue> {
  const { importId, unpriced, duplicate, state, q, ...codes } = own;
  return {
    ...(importId ? { importId } : { from: range.from, to: range.to }),
    ...filters,
    ...codes,
    unpriced: unpriced || null,
    duplicate: duplicate || null,
    state: state === "live" ? null : state,
    q: q.trim() || null,
  };
}

export const isNarrowed = (own: ListFilter) =>
  own.unpriced ||
  own.duplicate ||
  own.state !== "live" ||
  own.q !== "" ||
  own.importId !== null ||
  own.status.length > 0 ||
  own.waste.length > 0 ||
  LINKED.some((name) => own[name].length > 0);
