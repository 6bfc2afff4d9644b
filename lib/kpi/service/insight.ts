import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { dayIn, previousPeriod } from "@/lib/core/period";
import { type Db, figuresSnapshot } from "@/lib/server/db";
import * as movers from "../rules/movers";
import type { KpiQuery } from "../schema";
import type { BasisAnswer, BasisQuery, Mover, MoversAnswer, MoversQuery } from "../schema/insight";
import { answerIn, jobFilter } from "../service";
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

  return figuresSnapshot(async (tx) => {
    const ask = (days: typeof range, more: Pick<Asked, "groupBy" | "filter">) =>
      answerIn(tx, actor, query({ ...days, ...more }), now);
    const grouped = { groupBy: by, filter };
    const moved = movers.biggestMoves(await ask(range, grouped), await ask(before, grouped), limit);
    const found: Mover[] = [];
    for (const move of moved) {
      // Within the filters of the page; a job without a motif, model or tag is asked for by an empty code.
      const own = Object.fromEntries(by.map((dimension) => [dimension, [move.key[dimension] ?? ""]]));
      const byKind = { groupBy: ["kind" as const], filter: { ...filter, ...own } };
      const kinds = movers
        .kindsOf(await ask(range, byKind), await ask(before, byKind))
        // Grouping by kind brings training in, which the figures leave out unless a filter names kinds.
        .filter(({ kind }) => filter.kind !== undefined || kind !== "training");
      found.push({
        ...move,
        change: movers.spendChange(move),
        relative: movers.relativeChange(move),
        parts: movers.spendParts(kinds),
        because: movers.because(kinds),
        costPerApprovedImage: movers.cpaiMove(move),
      });
    }
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
