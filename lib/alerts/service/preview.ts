import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { addDays, dayIn } from "@/lib/core/period";
import { bookingLists } from "@/lib/dimensions/service";
import { snapshot } from "@/lib/server/db";
import { evaluate, type Instance } from "../rules/machine";
import { type Preview, type RuleInput, ruleBody } from "../schema";
import { type Look, looksOf, Sight } from "./looks";

const DAYS = 90;
const SHOWN = 8;
const HOURS_A_DAY = 24;

type Course = {
  key: string;
  name: string | null;
  instance: Instance | null;
  last: Look;
  fired: number;
  hours: number;
  points: Preview["scopes"][number]["points"];
};

/**
 * What the rule would have said, day by day over the last 90 days, with what is known today: the same looks and the
 * same machine as a live run.
 */
export function previewRule(actor: Actor, { note: _, ...fields }: RuleInput, now = new Date()): Promise<Preview> {
  authorise(actor, "alerts:write");
  const body = ruleBody.parse(fields);
  return snapshot(async (tx) => {
    const lists = await bookingLists(tx, actor.organization.id);
    const { timeZone, currency } = actor.organization;
    const courses = new Map<string, Course>();
    // Budgets and balances know only their present; jobs are judged one by one.
    const isPresentOnly = ["BUDGET_STEP", "BUDGET_FORECAST", "BALANCE_LOW", "JOB_OUTLIER"].includes(body.kind);
    for (let back = isPresentOnly ? 0 : DAYS - 1; back >= 0; back -= 1) {
      const at = new Date(now.getTime() - back * 86_400_000);
      const sight = new Sight(actor, lists, at);
      for (const look of await looksOf(sight, body)) follow(courses, look, { at, day: sight.today });
    }
    const all = [...courses.values()].sort(
      (a, b) => b.hours - a.hours || b.fired - a.fired || (a.key < b.key ? -1 : 1),
    );
    const today = dayIn(timeZone, now);
    return {
      ...{ currency, from: addDays(today, -(DAYS - 1)), to: today },
      fired: all.reduce((sum, { fired }) => sum + fired, 0),
      hours: all.reduce((sum, { hours }) => sum + hours, 0),
      scopes: all
        .slice(0, SHOWN)
        .map(({ key, name, last, fired, hours, points }) => ({ key, name, now: last.sample, fired, hours, points })),
      more: Math.max(all.length - SHOWN, 0),
    };
  });
}

function follow(courses: Map<string, Course>, look: Look, { at, day }: { at: Date; day: string }): void {
  const id = `${look.step} ${look.groupKey}`;
  const before = courses.get(id);
  const { instance, events } = evaluate(look.watch, before?.instance ?? null, look.sample, at);
  const isFiring = instance.open;
  const fired = events.filter(({ transition }) => transition === "fired").length;
  courses.set(id, {
    ...{ key: look.groupKey, name: look.name, instance, last: look },
    fired: (before?.fired ?? 0) + fired,
    hours: (before?.hours ?? 0) + (isFiring ? HOURS_A_DAY : 0),
    points: [...(before?.points ?? []), { day, value: look.sample.value, firing: isFiring }],
  });
}
