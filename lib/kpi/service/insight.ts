import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { dayIn, previousPeriod } from "@/lib/core/period";
import { type Db, figuresSnapshot } from "@/lib/server/db";
import * as movers from "../rules/movers";
import type { Dimension, KpiQuery } from "../schema";
import type { BasisAnswer, BasisQuery, Mover, MoversAnswer, MoversQuery } from "../schema/insight";
import { answerOf, inOneMoment, jobFilter } from "../service";
import { readCounts, readUsedPrices } from "../store/basis";

type Asked = Pick<KpiQuery, "from" | "to" | "filter" | "groupBy">;

const FIELDS = ["spend", "jobs", "images", "approved"] as const;

const query = (asked: Asked): KpiQuery => ({
  ...asked,
  ...{ interval: null, view: "credit", training: false, approvals: "cohort", fields: [...FIELDS], top: null },
});

/** What changed most against the period before, and why. One snapshot, so that parts and change belong together. */
export function biggestMovers(actor: Actor, asked: MoversQuery, now = new Date()): Promise<MoversAnswer> {
  authorise(actor, "figures:read");
  const { from, to, by, limit, filter } = asked;
  const { timeZone, currency } = actor.organization;
  const range = { from, to };
  const before = previousPeriod(range, dayIn(timeZone, now));
  if (!before) return Promise.resolve({ range, before: null, currency, movers: [] });

  return inOneMoment(actor, now, async (ask) => {
    const on = async (days: typeof range, more: Pick<Asked, "groupBy" | "filter">) => {
      const asking = query({ ...days, ...more });
      return answerOf(actor, asking, await ask(asking));
    };
    const both = async (more: Pick<Asked, "groupBy" | "filter">) =>
      [await on(range, more), await on(before, more)] as const;
    const moved = movers.biggestMoves(...(await both({ groupBy: by, filter })), limit);
    if (moved.length === 0) return { range, before, currency, movers: [] };
    // Within the filters of the page; a job without a motif, model or tag is asked for by an empty code. Codes of all of
    // them at once also find what did not move much, which is left out.
    const own = Object.fromEntries(
      by.map((dimension) => [dimension, [...new Set(moved.map(({ key }) => key[dimension] ?? ""))]]),
    );
    const byKind = [...new Set<Dimension>([...by, "kind"])];
    const answers = await both({ groupBy: byKind, filter: { ...filter, ...own } });
    const found = moved.map((move): Mover => {
      const kinds = movers
        .kindsOf(...answers, move)
        // Grouping by kind brings training in, which the figures leave out unless a filter names kinds.
        .filter(({ kind }) => filter.kind !== undefined || kind !== "training");
      return {
        ...move,
        change: movers.spendChange(move),
        relative: movers.relativeChange(move),
        parts: movers.spendParts(kinds),
        because: movers.because(kinds),
        costPerApprovedImage: movers.cpaiMove(move),
      };
    });
    return { range, before, currency, movers: found };
  });
}

/** What stands behind the figures of a range: what is not in them, and which prices made them. */
export function basisOf(actor: Actor, { from, to, filter }: BasisQuery): Promise<BasisAnswer> {
  authorise(actor, "figures:read");
  return figuresSnapshot(async (tx: Db) => {
    const { condition } = await jobFilter(tx, actor, { filter, from, to });
    const counts = await readCounts(tx, condition);
    const prices = await readUsedPrices(tx, actor.organization.id, condition);
    const { timeZone } = actor.organization;
    return { range: { from, to, timeZone }, asOf: new Date().toISOString(), ...counts, prices };
  });
}
