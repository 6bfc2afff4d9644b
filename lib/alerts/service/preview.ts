import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { addDays, dayIn } from "@/lib/core/period";
import { bookingLists } from "@/lib/dimensions/service";
import { snapshot } from "@/lib/server/db";
import { evaluate, type Instance } from "../rules/machine";
import { NOTHING_SEEN } from "../rules/sample";
import { type RuleInput, ruleBody } from "../schema";
import type { Preview } from "../schema/preview";
import { lookBack } from "./back";
import type { Look } from "./looks";
import { Sight } from "./sight";

const DAYS = 90;
const DAY_MS = 86_400_000;
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
    const present = new Sight(actor, lists, now);
    const days = { from: addDays(present.today, 1 - DAYS), to: present.today };
    const lookAt = await lookBack(tx, present, body, days);
    for (let back = DAYS - 1; back >= 0; back -= 1) {
      const at = new Date(now.getTime() - back * DAY_MS);
      const open = new Set([...courses.values()].flatMap(({ key, instance }) => (instance?.open ? [key] : [])));
      const looks = await lookAt(at, open);
      // A scope that no answer names any more has no data; a job is over.
      const silent = body.kind === "JOB_OUTLIER" ? [] : silentLooks(courses, looks);
      for (const look of [...looks, ...silent]) follow(courses, look, { at, day: dayIn(timeZone, at) });
    }
    const all = [...courses.values()].sort(
      (a, b) => b.hours - a.hours || b.fired - a.fired || (a.key < b.key ? -1 : 1),
    );
    return {
      ...{ currency, ...days },
      fired: all.reduce((sum, { fired }) => sum + fired, 0),
      hours: all.reduce((sum, { hours }) => sum + hours, 0),
      scopes: all.slice(0, SHOWN).map(({ key, name, last, fired, hours, points }) => ({
        key,
        name,
        step: last.step,
        now: last.sample,
        fired,
        hours,
        points,
      })),
      more: Math.max(all.length - SHOWN, 0),
    };
  });
}

function silentLooks(courses: ReadonlyMap<string, Course>, looks: readonly Look[]): Look[] {
  const named = new Set(looks.map(idOf));
  return [...courses.values()].flatMap(({ last }): Look[] =>
    named.has(idOf(last)) ? [] : [{ ...last, sample: { ...NOTHING_SEEN, period: last.sample.period } }],
  );
}

const idOf = ({ step, groupKey }: Look) => `${step} ${groupKey}`;

function follow(courses: Map<string, Course>, look: Look, { at, day }: { at: Date; day: string }): void {
  const id = idOf(look);
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
