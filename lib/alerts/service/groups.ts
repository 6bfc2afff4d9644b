import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Days } from "@/lib/core/period";
import { type BookingLists, findByCode } from "@/lib/dimensions/rules";
import type { KpiAnswer } from "@/lib/kpi/schema";
import { type Figures, NO_FIGURES } from "../rules/figures";
import type { PlaceScope } from "../rules/place";
import { figuresOf, type Part, type Question, questionOf } from "../rules/rule";
import { LISTS, SCOPES } from "../rules/scopes";
import type { RuleBody } from "../schema";
import type { Past } from "./past";
import type { Sight } from "./sight";

/** What a rule looks at one by one; "" is all of it. */
export type Group = { key: string; name: string | null; figures: Figures };

/** The groups of an answer as the rule wants them: all, or what its filter names. */
export async function groupsOf(sight: Sight, body: RuleBody, days: Days): Promise<Group[]> {
  const alone = questionOf(body, days);
  if (sight.past) return wanted(sight, alone, pastRows(sight.past, alone));
  const shared = questionOf(body, days, sight.shared);
  try {
    return wanted(sight, shared, await rowsOf(sight, shared));
  } catch (error) {
    // Too many groups for one answer: this rule asks for its own.
    if (!(error instanceof AppError) || shared.groupBy.length === alone.groupBy.length) throw error;
    return wanted(sight, alone, await rowsOf(sight, alone));
  }
}

type Row = Pick<KpiAnswer["groups"][number], "key" | "name"> & { figures: () => Figures };

async function rowsOf(sight: Sight, question: Question): Promise<Row[]> {
  const { total, groups } = await sight.ask(question);
  if (question.groupBy.length === 0) return [{ key: {}, figures: () => figuresOf(total) }];
  return groups.map((row) => ({ ...row, figures: () => figuresOf(row) }));
}

/** One rule alone asks by one dimension at most. */
function pastRows(past: Past, { groupBy: [dimension], days }: Question): Row[] {
  return [...past.groupsIn(days)].map(([code, figures]) => ({
    key: dimension ? { [dimension]: code } : {},
    figures: () => figures,
  }));
}

/** What a filter names is there even when nothing happened in it. */
function wanted(sight: Sight, { where, each }: Part, rows: readonly Row[]): Group[] {
  const codes = partCodes(sight, where);
  const found = rows.filter(({ key }) => codes.every(([scope, code]) => key[scope] === code));
  const named = each === null ? "" : codes.find(([scope]) => scope === each)?.[1];
  if (named !== undefined) {
    const name = each === null ? null : nameOf(sight.lists, each, named);
    return [{ key: named, name, figures: found[0]?.figures() ?? NO_FIGURES }];
  }
  return found.flatMap(({ key, name, figures }): Group[] => {
    const own = each && key[each];
    // Pictures without a motif have no asset type.
    if (each === null || !own || own === "unassigned") return [];
    return [{ key: own, name: name?.[each] ?? nameOf(sight.lists, each, own), figures: figures() }];
  });
}

function nameOf(lists: BookingLists, scope: PlaceScope, code: string): string {
  const list: readonly { code: string; name: string }[] = lists[LISTS[scope]];
  return findByCode(list, code)?.name ?? code;
}

function effectiveCode(lists: BookingLists, scope: PlaceScope, code: string): string {
  const list: readonly { id: string; code: string; effectiveId: string }[] = lists[LISTS[scope]];
  const row = findByCode([...list], code);
  return list.find(({ id }) => id === row?.effectiveId)?.code ?? code;
}

/** What a filter names, after merges; what it leaves open is not among it. */
export function codesOf({ lists }: Sight, filter: RuleBody["filter"]) {
  return SCOPES.flatMap((scope) => {
    const codes = filter[scope].map((code) => effectiveCode(lists, scope, code));
    return codes.length === 0 ? [] : [[scope, codes] as const];
  });
}

function partCodes({ lists }: Sight, where: Part["where"]) {
  return SCOPES.flatMap((scope) => {
    const code = where[scope];
    return code === undefined ? [] : [[scope, effectiveCode(lists, scope, code)] as const];
  });
}

/** Day by day, by scope. */
export async function dayRows(sight: Sight, body: RuleBody, days: Days) {
  const question = questionOf(body, days);
  const rows = sight.past
    ? sight.past.rows.filter(({ day }) => days.from <= day && day <= days.to)
    : await sight.daily(question);
  const [named] = partCodes(sight, question.where);
  return rows.flatMap(({ day, key, row: { jobs = 0, spend = "0" } }) => {
    if (named && key !== named[1]) return [];
    if (question.each === null) return [{ day, key: "", jobs, spend }];
    return key === "" ? [] : [{ day, key, jobs, spend }];
  });
}
