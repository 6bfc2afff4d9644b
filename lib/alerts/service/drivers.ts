import "server-only";
import type { Actor } from "@/lib/core/actor";
import { dayIn, previousPeriod } from "@/lib/core/period";
import { biggestMoves, spendChange } from "@/lib/kpi/rules/movers";
import { kpis } from "@/lib/kpi/service";
import type { Message } from "@/lib/notifications/schema";
import { driverDimensions, figureFilter, placeOf } from "../rules/place";
import type { Sample } from "../rules/sample";
import type { RuleBody } from "../schema";

const MOST = 3;

type Asked = { body: RuleBody; groupKey: string; sample: Pick<Sample, "from" | "to">; now: Date };

/** What moved the spend behind an alert most, against the period before: the movers of the KPI layer in its scope. */
export async function driversOf(actor: Actor, { body, groupKey, sample, now }: Asked): Promise<Message["drivers"]> {
  const { from, to } = sample;
  if (from === null || to === null || body.kind === "JOB_OUTLIER") return [];
  const range = { from, to };
  const before = previousPeriod(range, dayIn(actor.organization.timeZone, now));
  if (!before) return [];
  const groupBy = driverDimensions(placeOf(body, groupKey));
  const ask = (days: typeof range) =>
    kpis(actor, {
      ...{ ...days, groupBy, filter: figureFilter(body, groupKey), interval: null, view: "credit", training: false },
      ...{ approvals: "cohort", fields: ["spend", "jobs"], top: null },
    });
  return biggestMoves(await ask(range), await ask(before), MOST).map((moved) => ({
    name: groupBy.map((dimension) => moved.name[dimension] ?? moved.key[dimension] ?? "").join(", "),
    spend: moved.now.spend,
    change: spendChange(moved),
  }));
}
