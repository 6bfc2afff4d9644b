import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { pageFrom } from "@/lib/dimensions/rules/pages";
import { bookingLists } from "@/lib/dimensions/service";
import { type Db, db, transaction } from "@/lib/server/db";
import { overlaps, priceOfOne } from "../rules";
import type { Notice, Price, PriceChange, PriceInput, PriceListQuery } from "../schema";
import { lockForChange } from "../store/book";
import {
  countJobs,
  deletePriceRow,
  insertPrice,
  type PriceFields,
  selectPrice,
  selectPriceKey,
  selectPrices,
  selectSameKey,
  updatePrice,
} from "../store/prices";
import {
  gapAfter,
  kept,
  keysOf,
  knownProvider,
  knownWallet,
  makeRoom,
  overlapWith,
  pageAfter,
  refusingOverlaps,
} from "./common";

export async function listPrices(actor: Actor, query: PriceListQuery) {
  authorise(actor, "figures:read");
  const rows = await selectPrices(db(), actor.organization.id, query, pageAfter(query));
  return pageFrom(rows, query.limit, keysOf);
}

/** The whole price book, for the page that shows it at once. */
export async function allPrices(actor: Actor): Promise<Price[]> {
  const rows: Price[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listPrices(actor, { limit: 200, ...(cursor ? { cursor } : {}) });
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}

/** @throws not_found also for other organizations' ids */
async function existing(tx: Db, actor: Actor, id: string): Promise<Price> {
  const price = await selectPrice(tx, actor.organization.id, id);
  if (!price) throw new AppError("not_found", "There is no such price");
  return price;
}

const amountOfOne = (amount: string, per = "1") => kept("amount", priceOfOne(amount, per), amount);

export async function createPrice(actor: Actor, input: PriceInput): Promise<Price & { notices: Notice[] }> {
  authorise(actor, "prices:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockForChange(tx, organizationId);
    const lists = await bookingLists(tx, organizationId);
    const provider = knownProvider(lists, input.provider);
    const fields: PriceFields = {
      providerId: provider.id,
      walletId: input.wallet ? knownWallet(lists, input.wallet, provider).id : null,
      model: input.model ?? null,
      variant: input.variant ?? null,
      unit: input.unit,
      amount: amountOfOne(input.amount, input.per),
      currency: input.currency,
      firstDay: input.firstDay,
      lastDay: input.lastDay ?? null,
      source: input.source ?? null,
      note: input.note ?? null,
      checkBeforeUse: false,
      planPeriodId: null,
    };
    const ended = await makeRoom(tx, organizationId, fields, fields);
    const id = await refusingOverlaps(insertPrice(tx, actor, fields));
    const ends = ended.map(({ priceId, day }) => ({ price: priceId, lastDay: day }));
    await record(tx, actor, "price.added", { kind: "price", id }, { ...audited(input, fields), ends });
    const notices = [...ended, ...(await gapAfter(tx, organizationId, fields))];
    return { ...(await existing(tx, actor, id)), notices };
  });
}

function audited({ provider, wallet }: PriceInput, fields: PriceFields) {
  const { model, variant, unit, amount, currency, firstDay, lastDay } = fields;
  return { provider, wallet: wallet ?? null, model, variant, unit, amount, currency, firstDay, lastDay };
}

const ALWAYS_CHANGEABLE = new Set(["id", "lastDay", "note", "checkBeforeUse"]);
const CHANGEABLE_OF_PLAN = new Set(["id", "note", "checkBeforeUse"]);

/** Frozen costs name the price that made them, so what they name must stay what it was. */
async function refuseIfFixed(tx: Db, price: Price, change: PriceChange, organizationId: string): Promise<void> {
  const wanted = Object.keys(change);
  if (price.planPeriodId !== null && !wanted.every((name) => CHANGEABLE_OF_PLAN.has(name)))
    throw new AppError("conflict", "A plan period made this price; change the plan period instead");
  if (price.used && !wanted.every((name) => ALWAYS_CHANGEABLE.has(name)))
    throw await inUse(tx, organizationId, price.id);
}

async function inUse(tx: Db, organizationId: string, id: string): Promise<AppError> {
  const jobs = await countJobs(tx, organizationId, "price_id", id);
  const message = `${jobs} jobs were rated with this price: it can be ended, not changed or removed. A new entry ends it by itself`;
  return new AppError("conflict", message, [{ path: "", code: "IN_USE", message }]);
}

export async function changePrice(actor: Actor, change: PriceChange): Promise<Price> {
  authorise(actor, "prices:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockForChange(tx, organizationId);
    const before = await existing(tx, actor, change.id);
    await refuseIfFixed(tx, before, change, organizationId);
    const fields = await changedFields(tx, actor, before, change);
    await refuseOverlap(tx, organizationId, before, fields);
    await refusingOverlaps(updatePrice(tx, organizationId, change.id, fields));
    const { id, ...asked } = change;
    await record(tx, actor, "price.changed", { kind: "price", id }, { before: values(before, asked), after: asked });
    return existing(tx, actor, id);
  });
}

const values = (before: Price, asked: object) =>
  Object.fromEntries(Object.entries(before).filter(([name]) => name in asked));

async function changedFields(
  tx: Db,
  actor: Actor,
  before: Price,
  { id: _id, wallet, amount, per, ...rest }: PriceChange,
): Promise<Partial<Omit<PriceFields, "planPeriodId">>> {
  if (per !== undefined && amount === undefined)
    throw invalid("amount", "REQUIRED", "Give the amount together with what it is for");
  const fields: Partial<Omit<PriceFields, "planPeriodId">> = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  );
  if (amount !== undefined) fields.amount = amountOfOne(amount, per);
  if (wallet === null) fields.walletId = null;
  if (wallet) {
    const lists = await bookingLists(tx, actor.organization.id);
    fields.walletId = knownWallet(lists, wallet, knownProvider(lists, before.provider)).id;
  }
  return fields;
}

/** A change makes no room for itself: it would be a surprise to see another entry end. */
async function refuseOverlap(
  tx: Db,
  organizationId: string,
  before: Price,
  fields: Partial<Omit<PriceFields, "planPeriodId">>,
): Promise<void> {
  const span = { firstDay: before.firstDay, lastDay: before.lastDay, ...fields };
  if (span.lastDay !== null && span.lastDay < span.firstDay)
    throw invalid("lastDay", "INVALID", "The last day is before the first day");
  const key = { ...(await selectPriceKey(tx, organizationId, before.id)), ...fields };
  const others = await selectSameKey(tx, organizationId, key);
  const other = others.find((entry) => entry.id !== before.id && overlaps(entry, span));
  if (other) throw overlapWith(other);
}

export async function removePrice(actor: Actor, { id }: { id: string }): Promise<null> {
  authorise(actor, "prices:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockForChange(tx, organizationId);
    const price = await existing(tx, actor, id);
    if (price.planPeriodId !== null)
      throw new AppError("conflict", "A plan period made this price; remove the plan period instead");
    if (price.used) throw await inUse(tx, organizationId, id);
    await deletePriceRow(tx, organizationId, id);
    await record(tx, actor, "price.removed", { kind: "price", id }, values(price, price));
    return null;
  });
}
