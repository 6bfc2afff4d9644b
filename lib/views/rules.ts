import type { Actor } from "@/lib/core/actor";
import { canonicalJson } from "@/lib/core/canonical";
import { DIMENSIONS } from "@/lib/kpi/rules/vocabulary";
import type { StartPageName, ViewPage } from "./rules/pages";
import type { ViewIssue, ViewParams } from "./schema";

const RANGE = ["range", "from", "to"] as const;
const SHARED_FILTERS = ["costCenter", "campaign", "market", "channel", "provider", "model", "kind", "stage"] as const;
const MORE_FILTERS = ["wallet", "motif", "assetType", "createdBy", "source"] as const;

/** What the address of each page understands. A test holds it to what the pages read. */
export const VIEW_PARAMS: Readonly<Record<ViewPage, readonly string[]>> = {
  overview: [...RANGE, ...SHARED_FILTERS, "by", "table", "interval", "show", "heat", "approvals"],
  explore: [
    ...[...RANGE, ...SHARED_FILTERS, ...MORE_FILTERS, "tag"],
    ...["rows", "split", "layout", "columns", "sort", "q", "folded", "compare", "measure", "chart", "interval"],
    ...["view", "approvals", "training"],
  ],
  jobs: [
    ...[...RANGE, ...SHARED_FILTERS, ...MORE_FILTERS],
    ...["status", "unpriced", "duplicate", "state", "q", "importId", "waste"],
  ],
  review: ["state", "order", "view", "costCenter", "campaign", "market", "channel", "provider", "motif", "job"],
  waste: [...RANGE, ...SHARED_FILTERS, "by"],
};

export const isParam = (page: ViewPage, name: string) => VIEW_PARAMS[page].includes(name);

/** The figures' dimension that a value of an address filters by: `tag=artist:mk` is `tag.artist`; null for other parameters. */
function dimensionOf(param: string, value: string): { dimension: string; value: string } | null {
  if (param === "tag") {
    const at = value.indexOf(":");
    const [key, text] = at < 0 ? [value, ""] : [value.slice(0, at), value.slice(at + 1)];
    return { dimension: `tag.${key}`, value: text };
  }
  return (DIMENSIONS as readonly string[]).includes(param) ? { dimension: param, value } : null;
}

/** Every code that a view filters by. */
export const codesOf = ({ page, params }: { page: ViewPage; params: ViewParams }) =>
  Object.entries(params)
    .filter(([param]) => isParam(page, param))
    .flatMap(([param, values]) => values.flatMap((value) => dimensionOf(param, value) ?? []));

/** What is known about the codes that views filter by; keys of `codeKey`. */
export type CodeFacts = { unknown: ReadonlySet<string>; archived: ReadonlyMap<string, string> };

export const codeKey = (dimension: string, value: string) => `${dimension}=${value.toLowerCase()}`;

/**
 * What a view opens with today, and what is not as it was. An archived campaign still has its figures, so it stays; what
 * does not exist any more would be refused, so the view opens with the rest.
 */
export function openedView(
  { page, params }: { page: ViewPage; params: ViewParams },
  facts: CodeFacts,
): { params: ViewParams; issues: ViewIssue[] } {
  const issues: ViewIssue[] = [];
  const kept: Record<string, string[]> = {};
  for (const [param, values] of Object.entries(params)) {
    if (!isParam(page, param)) {
      issues.push({ code: "UNKNOWN_PARAMETER", param, value: null, name: null });
      continue;
    }
    const alive = values.filter((value) => {
      const at = dimensionOf(param, value);
      if (!at) return true;
      const key = codeKey(at.dimension, at.value);
      const isUnknown = facts.unknown.has(key);
      const name = facts.archived.get(key);
      if (isUnknown) issues.push({ code: "UNKNOWN_CODE", param, value, name: null });
      else if (name !== undefined) issues.push({ code: "ARCHIVED", param, value, name });
      return !isUnknown;
    });
    if (alive.length > 0) kept[param] = alive;
  }
  return { params: kept, issues };
}

const PATHS: Readonly<Record<StartPageName, string>> = {
  overview: "/overview",
  explore: "/explore",
  jobs: "/jobs",
  review: "/review",
  waste: "/waste",
  campaigns: "/campaigns",
  alerts: "/alerts",
  budgets: "/budgets",
  targets: "/targets",
  prices: "/prices",
  credits: "/credits",
  months: "/months",
};
export const pathOf = (page: StartPageName) => PATHS[page];

/** In an address: which view was opened, so that the page can say its name and offer to change it. */
export const OPENED = "saved";

export function hrefOfView({ id, page }: { id: string; page: ViewPage }, params: ViewParams): string {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(params)) for (const value of values) search.append(name, value);
  search.set(OPENED, id);
  return `${pathOf(page)}?${search}`;
}

/** The same state of a page; neither the order of names nor empty lists matter. */
export function sameParams(one: ViewParams, other: ViewParams): boolean {
  const plain = (params: ViewParams) =>
    canonicalJson(Object.fromEntries(Object.entries(params).filter(([, values]) => values.length > 0)));
  return plain(one) === plain(other);
}

type Author = { authorKind: string; authorId: string | null };

export const isOwn = (actor: Pick<Actor, "kind" | "id">, { authorKind, authorId }: Author) =>
  actor.kind === authorKind && actor.id === authorId;

/** The author, and for shared ones the admins: somebody has to be able to tidy up after people who left. */
export const mayChange = (actor: Pick<Actor, "kind" | "id" | "role">, view: Author & { shared: boolean }) =>
  isOwn(actor, view) || (view.shared && actor.role === "admin");
