import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { invalid } from "@/lib/core/errors";
import { dayIn } from "@/lib/core/period";
import { type Db, figuresSnapshot } from "@/lib/server/db";
import { changeOf, explain, pointDays, pointOf } from "../rules/explain";
import { MOVING_SUMS } from "../rules/fields";
import type { KpiQuery } from "../schema";
import type { FigureHistory, FigureHistoryQuery, FigureStep, MovingFigure } from "../schema/history";
import { movedBetween, sumUp } from "../service";

/** How one figure of a range moved: as it was known at the end of each day, and why it is not what it was. */
export function figureHistory(
  actor: Actor,
  { figure, since, until, query }: FigureHistoryQuery,
  now: Date = new Date(),
): Promise<FigureHistory> {
  authorise(actor, "figures:read");
  const { timeZone, currency } = actor.organization;
  const today = dayIn(timeZone, now);
  const last = until ?? today;
  if (last > today) throw invalid("until", "IN_THE_FUTURE", "This day is still to come");
  const first = [since ?? query.to, last].sort()[0] ?? last;
  return figuresSnapshot(async (tx) => {
    const at = async (asOf: string) => {
      const { calendar, summed, limitedTo } = await sumUp(
        tx,
        actor,
        { ...query, asOf },
        { now: null, needed: MOVING_SUMS },
      );
      return { day: asOf, sums: summed.total, point: pointOf(figure, summed.total, calendar.asOf), limitedTo };
    };
    const points: Awaited<ReturnType<typeof at>>[] = [];
    for (const day of pointDays({ from: first, to: last })) points.push(await at(day));
    const [start, end] = [points[0], points.at(-1)];
    if (!start || !end) throw new Error("There is at least one day");
    return {
      figure,
      range: { from: query.from, to: query.to, timeZone },
      currency,
      limitedTo: end.limitedTo,
      points: points.map(({ day, point }) => ({ day, ...point })),
      from: start.point,
      to: end.point,
      change: changeOf(start.point, end.point),
      steps: await movement(tx, actor, { figure, query }, { before: start.point.asOf, after: end.point.asOf }),
    };
  });
}

/** Why a figure is not what it was: the parts of its change between two instants, which add up to it. */
export async function movement(
  tx: Db,
  actor: Actor,
  { figure, query }: { figure: MovingFigure; query: KpiQuery },
  instants: { before: string; after: string },
): Promise<FigureStep[]> {
  const start = { ...query, groupBy: [], interval: null, asOf: instants.before };
  const { summed } = await sumUp(tx, actor, start, { now: null, needed: MOVING_SUMS });
  return explain(figure, summed.total, await movedBetween(tx, actor, query, instants));
}
