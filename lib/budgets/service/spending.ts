import "server-only";
import type { Actor } from "@/lib/core/actor";
import { type Days, earlier, later } from "@/lib/core/period";
import { computeKpis } from "@/lib/kpi/service";
import type { Spent } from "../rules/periods";
import { type Question, queryOf, scopesPerCall, spentBy } from "../rules/questions";
import type { KeptBudget } from "../store";

type Asked = { budget: Pick<KeptBudget, "scope" | "unit" | "provider" | "code">; days: Days };

const seriesKey = ({ scope, unit, provider, code }: Asked["budget"]) => [scope, unit, provider ?? "", code].join("/");

/**
 * What was spent, per budgeted scope and interval, through the same layer that every figure comes from: budgets of one
 * kind share their calls. The caller holds the snapshot.
 */
export async function readSpending(
  actor: Actor,
  asked: readonly Asked[],
  interval: "day" | "month",
): Promise<(budget: Asked["budget"]) => ReadonlyMap<string, Spent> | undefined> {
  const found = new Map<string, Map<string, Spent>>();
  for (const { question, codes } of questionsOf(asked, interval)) {
    const size = scopesPerCall(question);
    for (let at = 0; at < codes.length; at += size) {
      const answer = await computeKpis(actor, queryOf(question, codes.slice(at, at + size)));
      for (const [code, byStart] of spentBy(question, answer)) found.set(seriesKey({ ...question, code }), byStart);
    }
  }
  return (budget) => found.get(seriesKey(budget));
}

/** One question for all that share scope, unit and provider, over the days that any of them needs. */
function questionsOf(asked: readonly Asked[], interval: "day" | "month"): { question: Question; codes: string[] }[] {
  const questions = new Map<string, { question: Question; codes: Set<string> }>();
  for (const { budget, days } of asked) {
    const { scope, unit, provider, code } = budget;
    const key = [scope, unit, provider ?? ""].join("/");
    const known = questions.get(key) ?? {
      question: { scope, unit, provider, interval, ...days },
      codes: new Set<string>(),
    };
    const { from, to } = known.question;
    known.question = {
      ...known.question,
      from: earlier(days.from, from),
      to: later(days.to, to),
    };
    known.codes.add(code);
    questions.set(key, known);
  }
  return [...questions.values()].map(({ question, codes }) => ({ question, codes: [...codes].sort() }));
}
