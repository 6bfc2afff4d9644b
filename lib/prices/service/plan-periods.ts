import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { pageFrom } from "@/lib/dimensions/rules/pages";
import { bookingLists } from "@/lib/dimensions/service";
import { type Db, db, transaction } from "@/lib/server/db";
import { pricePerCredit } from "../rules";
import type { Notice, PlanPeriod, PlanPeriodInput, PlanPeriodListQuery } from "../schema";
import { lockForChange } from "../store/book";
import { deletePlanPeriodRow, insertPlanPeriod, selectPlanPeriod, selectPlanPeriods } from "../store/plan-periods";
import { countJobs, insertPrice, type PriceFields } from "../store/prices";
import { gapAfter, kept, keysOf, knownWallet, makeRoom, pageAfter, refusingOverlaps } from "./common";

export async function listPlanPeriods(actor: Actor, query: PlanPeriodListQuery) {
  authorise(actor, "figures:read");
  const rows = await selectPlanPeriods(db(), actor.organization.id, query.wallet, pageAfter(query));
  return pageFrom(rows, query.limit, keysOf);
}

async function existing(tx: Db, actor: Actor, id: string): Promise<PlanPeriod> {
  const period = await selectPlanPeriod(tx, actor.organization.id, id);
  if (!period) throw new AppError("not_found", "There is no such plan period");
  return period;
}

/** What was paid for how many credits: gives the wallet the price of a credit on the days of the period. */
export async function createPlanPeriod(
  actor: Actor,
  input: PlanPeriodInput,
): Promise<PlanPeriod & { notices: Notice[] }> {
  authorise(actor, "prices:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockForChange(tx, organizationId);
    const wallet = knownWallet(await bookingLists(tx, organizationId), input.wallet, null);
    const id = await insertPlanPeriod(tx, actor, wallet.id, { ...input, name: input.name ?? wallet.name });
    const price: PriceFields = {
      ...{ providerId: wallet.providerId, walletId: wallet.id, model: null, variant: null, unit: "CREDITS" },
      ...{ currency: input.currency, firstDay: input.firstDay, lastDay: input.lastDay },
      amount: kept("fee", pricePerCredit(input), input.fee === input.discount ? "0" : input.fee),
      source: input.source ?? null,
      note: input.note ?? null,
      checkBeforeUse: false,
      planPeriodId: id,
    };
    const ended = await makeRoom(tx, organizationId, price, price);
    await refusingOverlaps(insertPrice(tx, actor, price));
    const ends = ended.map(({ priceId, day }) => ({ price: priceId, lastDay: day }));
    const subject = { kind: "plan_period", id };
    await record(tx, actor, "plan-period.added", subject, { ...input, pricePerCredit: price.amount, ends });
    const notices = [...ended, ...(await gapAfter(tx, organizationId, price))];
    return { ...(await existing(tx, actor, id)), notices };
  });
}

/** A mistyped period can be removed with its price as long as no job was rated with it. */
export async function removePlanPeriod(actor: Actor, { id }: { id: string }): Promise<null> {
  authorise(actor, "prices:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockForChange(tx, organizationId);
    const period = await existing(tx, actor, id);
    if (period.used) {
      const jobs = await countJobs(tx, organizationId, "price_id", period.priceId);
      const message = `${jobs} jobs were rated with this plan period: it cannot be removed`;
      throw new AppError("conflict", message, [{ path: "", code: "IN_USE", message }]);
    }
    await deletePlanPeriodRow(tx, organizationId, id);
    await record(tx, actor, "plan-period.removed", { kind: "plan_period", id }, { ...period });
    return null;
  });
}
