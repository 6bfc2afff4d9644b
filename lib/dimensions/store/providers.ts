import "server-only";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { type Provider, provider, type Wallet, wallet } from "../schema";
import { pageWhere } from "./lists";

type Page = { archived: "true" | "false" | "all"; q?: string | undefined; limit: number; after: string | null };

const fromHere = ({ after, limit }: Page) => Prisma.sql`
  ${after === null ? Prisma.empty : Prisma.sql`AND lower(t.code) > lower(${after})`} ORDER BY lower(t.code) LIMIT ${limit + 1}`;

const ALIKE = Prisma.raw(`t.id, t.code, t.name, t.archived_at IS NOT NULL AS archived, false AS unassigned,
  NULL AS "mergedInto"`);

async function selectProviders(db: Db, organizationId: string, where: Prisma.Sql): Promise<Provider[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT ${ALIKE}, t.failures_are_free AS "failuresAreFree"
    FROM provider t WHERE t.organization_id = ${organizationId}::uuid ${where}`;
  return rows.map((row) => provider.parse(row));
}

async function selectWallets(db: Db, organizationId: string, where: Prisma.Sql): Promise<Wallet[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT ${ALIKE}, p.code AS provider, t.surface, t.account, t.is_default AS "isDefault"
    FROM wallet t JOIN provider p ON p.organization_id = t.organization_id AND p.id = t.provider_id
    WHERE t.organization_id = ${organizationId}::uuid ${where}`;
  return rows.map((row) => wallet.parse(row));
}

export const selectProviderPage = (db: Db, organizationId: string, page: Page) =>
  selectProviders(db, organizationId, Prisma.sql`${pageWhere(page)} ${fromHere(page)}`);

export function selectWalletPage(db: Db, organizationId: string, page: Page & { provider?: string | undefined }) {
  const ofProvider = page.provider ? Prisma.sql`AND lower(p.code) = lower(${page.provider})` : Prisma.empty;
  return selectWallets(db, organizationId, Prisma.sql`${pageWhere(page)} ${ofProvider} ${fromHere(page)}`);
}

export async function selectProvider(db: Db, organizationId: string, id: string): Promise<Provider | null> {
  const [row] = await selectProviders(db, organizationId, Prisma.sql`AND t.id = ${id}::uuid`);
  return row ?? null;
}

export async function selectWallet(db: Db, organizationId: string, id: string): Promise<Wallet | null> {
  const [row] = await selectWallets(db, organizationId, Prisma.sql`AND t.id = ${id}::uuid`);
  return row ?? null;
}

type Coded = { id: string; code: string; archived: boolean };

const CODED = Prisma.raw("id, code, archived_at IS NOT NULL AS archived");

export async function findProviderByCode(db: Db, organizationId: string, code: string): Promise<Coded | null> {
  const [row] = await db.$queryRaw<Coded[]>`
    SELECT ${CODED} FROM provider WHERE organization_id = ${organizationId}::uuid AND lower(code) = lower(${code})`;
  return row ?? null;
}

export async function findWalletByCode(db: Db, organizationId: string, code: string): Promise<Coded | null> {
  const [row] = await db.$queryRaw<Coded[]>`
    SELECT ${CODED} FROM wallet WHERE organization_id = ${organizationId}::uuid AND lower(code) = lower(${code})`;
  return row ?? null;
}

export async function selectProviderCodes(db: Db, organizationId: string): Promise<string[]> {
  const rows = await db.provider.findMany({
    where: { organizationId, archivedAt: null },
    select: { code: true },
    orderBy: { code: "asc" },
  });
  return rows.map(({ code }) => code);
}

/** Locked, so that the wallets of one provider change one after the other. */
export async function findProviderForChange(db: Db, organizationId: string, id: string): Promise<Coded | null> {
  const [row] = await db.$queryRaw<Coded[]>`
    SELECT ${CODED} FROM provider WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

export async function selectProviderIdOfWallet(db: Db, organizationId: string, id: string): Promise<string | null> {
  const row = await db.wallet.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: { providerId: true },
  });
  return row?.providerId ?? null;
}

export async function findWalletForChange(db: Db, organizationId: string, id: string) {
  const [row] = await db.$queryRaw<(Coded & { providerId: string; isDefault: boolean })[]>`
    SELECT ${CODED}, provider_id AS "providerId", is_default AS "isDefault" FROM wallet
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

export async function insertProvider(
  db: Db,
  organizationId: string,
  { code, name, failuresAreFree }: { code: string; name: string; failuresAreFree: boolean },
): Promise<string | null> {
  const id = newId();
  const inserted = await db.$executeRaw`
    INSERT INTO provider (organization_id, id, code, name, failures_are_free)
    VALUES (${organizationId}::uuid, ${id}::uuid, ${code}, ${name}, ${failuresAreFree}) ON CONFLICT DO NOTHING`;
  return inserted === 1 ? id : null;
}

type NewWallet = {
  providerId: string;
  code: string;
  name: string;
  surface?: string | null | undefined;
  account?: string | null | undefined;
};

/** The first wallet of a provider is its default one; a later one becomes it by makeDefault. */
export async function insertWallet(db: Db, organizationId: string, row: NewWallet): Promise<string | null> {
  const id = newId();
  const inserted = await db.$executeRaw`
    INSERT INTO wallet (organization_id, id, provider_id, code, name, surface, account, is_default)
    VALUES (${organizationId}::uuid, ${id}::uuid, ${row.providerId}::uuid, ${row.code}, ${row.name},
      ${row.surface ?? null}, ${row.account ?? null},
      NOT EXISTS (SELECT FROM wallet w WHERE w.organization_id = ${organizationId}::uuid
        AND w.provider_id = ${row.providerId}::uuid AND w.is_default))
    ON CONFLICT DO NOTHING`;
  return inserted === 1 ? id : null;
}

/** Two statements: a partial unique index is checked row by row. */
export async function makeDefault(
  db: Db,
  organizationId: string,
  { id, providerId }: { id: string; providerId: string },
): Promise<void> {
  await db.wallet.updateMany({ where: { organizationId, providerId, isDefault: true }, data: { isDefault: false } });
  await db.wallet.updateMany({ where: { organizationId, id }, data: { isDefault: true } });
}

type ProviderFields = { code?: string | undefined; name?: string | undefined; failuresAreFree?: boolean | undefined };

export async function updateProvider(
  db: Db,
  organizationId: string,
  id: string,
  { code, name, failuresAreFree }: ProviderFields,
): Promise<void> {
  await db.provider.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      ...(code === undefined ? {} : { code }),
      ...(name === undefined ? {} : { name }),
      ...(failuresAreFree === undefined ? {} : { failuresAreFree }),
    },
    select: { id: true },
  });
}

type WalletFields = {
  code?: string | undefined;
  name?: string | undefined;
  surface?: string | null | undefined;
  account?: string | null | undefined;
};

export async function updateWallet(
  db: Db,
  organizationId: string,
  id: string,
  { code, name, surface, account }: WalletFields,
): Promise<void> {
  await db.wallet.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      ...(code === undefined ? {} : { code }),
      ...(name === undefined ? {} : { name }),
      ...(surface === undefined ? {} : { surface }),
      ...(account === undefined ? {} : { account }),
    },
    select: { id: true },
  });
}
