import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { pageFrom } from "@/lib/dimensions/rules/pages";
import { type Db, db, transaction } from "@/lib/server/db";
import { rateText } from "../rules";
import type { FxRate, FxRateChange, FxRateInput, FxRateListQuery } from "../schema";
import { lockForChange } from "../store/book";
import { countJobs } from "../store/prices";
import { deleteRateRow, findRateOn, insertRate, selectRate, selectRates, updateRate } from "../store/rates";
import { kept, keysOf, pageAfter, refusedAt, refusingOverlaps } from "./common";

export async function listFxRates(actor: Actor, query: FxRateListQuery) {
  authorise(actor, "figures:read");
  const rows = await selectRates(db(), actor.organization.id, query.currency, pageAfter(query));
  return pageFrom(rows, query.limit, keysOf);
}

async function existing(tx: Db, actor: Actor, id: string): Promise<FxRate> {
  const rate = await selectRate(tx, actor.organization.id, id);
  if (!rate) throw new AppError("not_found", "There is no such exchange rate");
  return rate;
}

const keptRate = (rate: string) => kept("rate", rateText(rate), rate);

export async function createFxRate(actor: Actor, input: FxRateInput): Promise<FxRate> {
  authorise(actor, "prices:write");
  const { id: organizationId, currency: own } = actor.organization;
  const { currency, firstDay } = input;
  if (currency === own) throw invalid("currency", "OWN_CURRENCY", `${own} is your own currency and needs no rate`);
  return transaction(async (tx) => {
    await lockForChange(tx, organizationId);
    if (await findRateOn(tx, organizationId, currency, firstDay))
      throw refusedAt("firstDay", "OVERLAPS", `There is already a rate of ${currency} from ${firstDay}`);
    const rate = keptRate(input.rate);
    const fields = { currency, firstDay, rate, source: input.source ?? null, note: input.note ?? null };
    const id = await refusingOverlaps(insertRate(tx, actor, fields));
    await record(tx, actor, "fx-rate.added", { kind: "fx_rate", id }, { ...fields, to: own });
    return existing(tx, actor, id);
  });
}

const ALWAYS_CHANGEABLE = new Set(["id", "note", "checkBeforeUse"]);

async function refuseIfUsed(tx: Db, organizationId: string, { id, used }: FxRate): Promise<void> {
  if (!used) return;
  const jobs = await countJobs(tx, organizationId, "rate_id", id);
  const message = `${jobs} jobs were rated with this rate: it stays. Enter a rate from a later day instead`;
  throw new AppError("conflict", message, [{ path: "", code: "IN_USE", message }]);
}

export async function changeFxRate(actor: Actor, change: FxRateChange): Promise<FxRate> {
  authorise(actor, "prices:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockForChange(tx, organizationId);
    const before = await existing(tx, actor, change.id);
    if (!Object.keys(change).every((name) => ALWAYS_CHANGEABLE.has(name)))
      await refuseIfUsed(tx, organizationId, before);
    const { id, rate, ...rest } = change;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const fields = { ...given, ...(rate === undefined ? {} : { rate: keptRate(rate) }) };
    await updateRate(tx, organizationId, id, fields);
    const was = Object.fromEntries(Object.entries(before).filter(([name]) => name in fields));
    await record(tx, actor, "fx-rate.changed", { kind: "fx_rate", id }, { before: was, after: fields });
    return existing(tx, actor, id);
  });
}

export async function removeFxRate(actor: Actor, { id }: { id: string }): Promise<null> {
  authorise(actor, "prices:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockForChange(tx, organizationId);
    const rate = await existing(tx, actor, id);
    await refuseIfUsed(tx, organizationId, rate);
    await deleteRateRow(tx, organizationId, id);
    await record(tx, actor, "fx-rate.removed", { kind: "fx_rate", id }, { ...rate });
    return null;
  });
}
