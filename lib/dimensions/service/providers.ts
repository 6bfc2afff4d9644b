import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { pageFrom } from "../rules/pages";
import type { ListPageQuery, Provider, ProviderChange, ProviderInput } from "../schema";
import {
  findProviderByCode,
  findProviderForChange,
  findWalletByCode,
  insertProvider,
  insertWallet,
  selectProvider,
  selectProviderPage,
  updateProvider,
} from "../store/providers";
import { archiveOnce, orCodeTaken, refuseCode } from "./changes";
import { authoriseReading, authoriseWriting, codeTaken, keysAfter, notFound } from "./shared";

async function rowOf(at: Db, actor: Actor, id: string): Promise<Provider> {
  const row = await selectProvider(at, actor.organization.id, id);
  if (!row) throw notFound("providers");
  return row;
}

async function page(actor: Actor, query: ListPageQuery) {
  authoriseReading(actor);
  const [after = null] = keysAfter(query.cursor, 1) ?? [];
  const rows = await selectProviderPage(db(), actor.organization.id, { ...query, after });
  return pageFrom(rows, query.limit, ({ code }) => [code]);
}

async function one(actor: Actor, { id }: { id: string }): Promise<Provider> {
  authoriseReading(actor);
  return rowOf(db(), actor, id);
}

const tryAgain = () => new AppError("conflict", "Another change came first; try again");

/** A provider starts with one wallet, its default: a job can be logged on it at once. */
async function create(actor: Actor, { wallet, failuresAreFree = false, ...fields }: ProviderInput): Promise<Provider> {
  authoriseWriting(actor, "providers");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const id = await insertProvider(tx, organizationId, { ...fields, failuresAreFree });
    if (!id) {
      const existing = await findProviderByCode(tx, organizationId, fields.code);
      throw existing ? codeTaken("providers", existing) : tryAgain();
    }
    const walletCode = wallet ?? fields.code;
    const made = await insertWallet(tx, organizationId, { providerId: id, code: walletCode, name: fields.name });
    if (!made) {
      const existing = await findWalletByCode(tx, organizationId, walletCode);
      throw existing ? codeTaken("wallets", existing, "wallet") : tryAgain();
    }
    await record(tx, actor, "provider.created", { kind: "provider", id }, { code: fields.code, wallet: walletCode });
    return rowOf(tx, actor, id);
  });
}

async function applyChange(tx: Db, actor: Actor, { id, ...fields }: ProviderChange): Promise<Provider> {
  const organizationId = actor.organization.id;
  const row = await findProviderForChange(tx, organizationId, id);
  if (!row) throw notFound("providers");
  if (fields.code !== undefined) {
    const existing = await findProviderByCode(tx, organizationId, fields.code);
    await refuseCode(tx, actor, "providers", { row, code: fields.code, existing });
  }
  await updateProvider(tx, organizationId, id, fields);
  const { failuresAreFree } = fields;
  const summary = {
    code: row.code,
    changed: Object.keys(fields),
    ...(failuresAreFree === undefined ? {} : { failuresAreFree }),
  };
  await record(tx, actor, "provider.changed", { kind: "provider", id }, summary);
  return rowOf(tx, actor, id);
}

async function change(actor: Actor, input: ProviderChange): Promise<Provider> {
  authoriseWriting(actor, "providers");
  return orCodeTaken("providers", input.code, () => transaction((tx) => applyChange(tx, actor, input)));
}

async function archiving(actor: Actor, id: string, archived: boolean): Promise<Provider> {
  authoriseWriting(actor, "providers");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const row = await findProviderForChange(tx, organizationId, id);
    if (!row) throw notFound("providers");
    await archiveOnce(tx, actor, "providers", row, archived);
    return rowOf(tx, actor, id);
  });
}

export const providers = {
  page,
  one,
  create,
  change,
  archive: (actor: Actor, { id }: { id: string }) => archiving(actor, id, true),
  restore: (actor: Actor, { id }: { id: string }) => archiving(actor, id, false),
};
