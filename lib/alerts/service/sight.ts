import "server-only";
import { balancesOf } from "@/lib/balances/service";
import type { BudgetList } from "@/lib/budgets/schema";
import { budgetsOf } from "@/lib/budgets/service/states";
import type { Actor } from "@/lib/core/actor";
import { dayIn } from "@/lib/core/period";
import type { BookingLists } from "@/lib/dimensions/rules";
import type { KpiAnswer, KpiField } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { targetsInForce } from "@/lib/targets/service";
import type { Question } from "../rules/rule";
import { type DayRow, type Past, stretchesOf } from "./past";

const FIELDS: KpiField[] = [
  ...(["spend", "unassignedSpend", "waste", "jobs", "unpricedJobs", "images", "variations", "campaigns"] as const),
  ...(["decided", "approved", "rejected", "superseded", "costPerVariation"] as const),
];

/** What all rules of one evaluation share: each distinct question is asked once, in one snapshot. */
export class Sight {
  readonly today: string;
  private readonly answers = new Map<string, Promise<KpiAnswer>>();
  private budgets: Promise<BudgetList> | null = null;
  private balances: ReturnType<typeof balancesOf> | null = null;
  /** Shared by the days of a stretch; asked for by the first rule that wants them. */
  private aims: { asked: Promise<Targets> | null } = { asked: null };

  constructor(
    readonly actor: Actor,
    readonly lists: BookingLists,
    readonly now: Date,
    /** Where many days are looked at one after the other, their figures are known already. */
    readonly past: Past | null = null,
    /** Groupings by two dimensions that many of the rules have a part in. */
    readonly shared: ReadonlySet<string> = new Set(),
  ) {
    this.today = dayIn(actor.organization.timeZone, now);
  }

  /** The same lists and targets on another day of a stretch that was read at once. */
  on(now: Date, past: Past | null): Sight {
    const other = new Sight(this.actor, this.lists, now, past);
    other.aims = this.aims;
    return other;
  }

  ask(question: Question): Promise<KpiAnswer> {
    return this.answer(question, null);
  }

  /** Day by day; what one answer cannot hold is asked for in stretches. */
  async daily(question: Question): Promise<DayRow[]> {
    const { groups } = await this.answer(question, null);
    const [dimension] = question.groupBy;
    const rows: DayRow[] = [];
    for (const days of stretchesOf(question.days, groups.length)) {
      const { series } = await this.answer({ ...question, days }, "day");
      for (const { start, partial: _, key, ...row } of series)
        rows.push({ day: start, key: dimension ? (key[dimension] ?? "") : "", row });
    }
    return rows;
  }

  private answer(question: Question, interval: "day" | null): Promise<KpiAnswer> {
    const { days, groupBy, filter } = question;
    const key = JSON.stringify([days, groupBy, filter, interval]);
    const asked = this.answers.get(key);
    if (asked) return asked;
    const answer = kpis(this.actor, {
      ...{ ...days, groupBy: [...groupBy], interval, filter, fields: FIELDS, view: "credit" },
      ...{ training: false, approvals: "cohort", top: null },
    });
    this.answers.set(key, answer);
    return answer;
  }

  /** All versions; rules say which of them counts on a day. */
  targets(): Promise<Targets> {
    this.aims.asked ??= targetsInForce(this.actor, { from: "0001-01-01", to: "9999-12-31" });
    return this.aims.asked;
  }

  budgetsOn(): Promise<BudgetList> {
    this.budgets ??= budgetsOf(this.actor, { on: this.today });
    return this.budgets;
  }

  balancesOn(): ReturnType<typeof balancesOf> {
    this.balances ??= balancesOf(this.actor, { on: this.today });
    return this.balances;
  }
}

export type Targets = Awaited<ReturnType<typeof targetsInForce>>;
