import "server-only";
import type { z } from "zod";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { type Db, db, transaction } from "@/lib/server/db";
import { pageFrom } from "../rules/pages";
import type { Wallet, WalletChange, WalletInput, walletPageQuery } from "../schema";
import {
  findProviderByCode,
  findProviderForChange,
  findWalletByCode,
  findWalletForChange,
  insertWallet,
  makeDefault,
  selectProviderCodes,
  selectProviderIdOfWallet,
  selectWallet,
  selectWalletPage,
  updateWallet,
} from "../store/providers";
import { archiveOnce, orCodeTaken, refuseCode } from "./changes";
import { authoriseReading, authoriseWriting, codeTaken, keysAfter, notFound, refused } from "./shared";

async function rowOf(at: Db, actor: Actor, id: string): Promise<Wallet> {
  const row = await selectWallet(at, actor.organization.id, id);
  if (!row) throw notFound("wallets");
  return row;
}

async function page(actor: Actor, query: z.output<typeof walletPageQuery>) {
  authoriseReading(actor);
  const [after = null] = keysAfter(query.cursor, 1) ?? [];
  const rows = await selectWalletPage(db(), actor.organization.id, { ...query, after });
  return pageFrom(rows, query.limit, ({ code }) => [code]);
}

async function one(actor: Actor, { id }: { id: string }): Promise<Wallet> {
  authoriseReading(actor);
  return rowOf(db(), actor, id);
}

async function providerFor(tx: Db, organizationId: string, code: string) {
  const found = await findProviderByCode(tx, organizationId, code);
  if (found) {
    await findProviderForChange(tx, organizationId, found.id);
    return found;
  }
  const near = nearMatches(code, await selectProviderCodes(tx, organizationId));
  throw invalid("provider", "UNKNOWN_CODE", `There is no provider with the code ${code}`, near);
}

async function create(actor: Actor, { provider, isDefault, ...fields }: WalletInput): Promise<Wallet> {
  authoriseWriting(actor, "wallets");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const { id: providerId, code: providerCode } = await providerFor(tx, organizationId, provider);
    const id = await insertWallet(tx, organizationId, { ...fields, providerId });
    if (!id) {
      const existing = await findWalletByCode(tx, organizationId, fields.code);
      throw existing
        ? codeTaken("wallets", existing)
        : new AppError("conflict", "Another change came first; try again");
    }
    if (isDefault) await makeDefault(tx, organizationId, { id, providerId });
    await record(tx, actor, "wallet.created", { kind: "wallet", id }, { code: fields.code, provider: providerCode });
    return rowOf(tx, actor, id);
  });
}

/** The provider first, then the wallet: whoever changes which wallet is the default one takes turns. */
async function locked(tx: Db, organizationId: string, id: string) {
  const providerId = await selectProviderIdOfWallet(tx, organizationId, id);
  if (!providerId) throw notFound("wallets");
  await findProviderForChange(tx, organizationId, providerId);
  const row = await findWalletForChange(tx, organizationId, id);
  if (!row) throw notFound("wallets");
  return row;
}

async function applyChange(tx: Db, actor: Actor, { id, isDefault, ...fields }: WalletChange): Promise<Wallet> {
  const organizationId = actor.organization.id;
  const row = await locked(tx, organizationId, id);
  if (isDefault && row.archived)
    throw refused("isDefault", "ARCHIVED", "An archived wallet cannot be the default; restore it first");
  if (fields.code !== undefined) {
    const existing = await findWalletByCode(tx, organizationId, fields.code);
    await refuseCode(tx, actor, "wallets", { row, code: fields.code, existing });
  }
  await updateWallet(tx, organizationId, id, fields);
  if (isDefault && !row.isDefault) await makeDefault(tx, organizationId, row);
  const changed = [...Object.keys(fields), ...(isDefault ? ["isDefault"] : [])];
  await record(tx, actor, "wallet.changed", { kind: "wallet", id }, { code: row.code, changed });
  return rowOf(tx, actor, id);
}

async function change(actor: Actor, input: WalletChange): Promise<Wallet> {
  authoriseWriting(actor, "wallets");
  return orCodeTaken("wallets", input.code, () => transaction((tx) => applyChange(tx, actor, input)));
}

async function archiving(actor: Actor, id: string, archived: boolean): Promise<Wallet> {
  authoriseWriting(actor, "wallets");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const row = await locked(tx, organizationId, id);
    if (archived && row.isDefault)
      throw refused("id", "IS_DEFAULT", "Make another wallet of this provider the default first");
    await archiveOnce(tx, actor, "wallets", row, archived);
    return rowOf(tx, actor, id);
  });
}

export const wallets = {
  page,
  one,
  create,
  change,
  archive: (actor: Actor, { id }: { id: string }) => archiving(actor, id, true),
  restore: (actor: Actor, { id }: { id: string }) => archiving(actor, id, false),
};
