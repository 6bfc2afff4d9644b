import "server-only";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import type { StarterLists } from "../rules/starter-lists";

const withIds = (organizationId: string, rows: readonly { code: string; name: string }[]) =>
  rows.map(({ code, name }) => {
    const id = newId();
    return { organizationId, id, effectiveId: id, code, name };
  });

/** Rows whose code exists already are left as they are. */
export async function insertStarters(db: Db, organizationId: string, lists: StarterLists): Promise<void> {
  const unassigned = () =>
    withIds(organizationId, [{ code: "unassigned", name: lists.unassigned }]).map((row) => ({
      ...row,
      unassigned: true,
    }));
  const skip = { skipDuplicates: true };
  await db.costCenter.createMany({ data: unassigned(), ...skip });
  await db.campaign.createMany({ data: unassigned(), ...skip });
  await db.market.createMany({ data: [...unassigned(), ...withIds(organizationId, lists.markets)], ...skip });
  await db.channel.createMany({ data: [...unassigned(), ...withIds(organizationId, lists.channels)], ...skip });
  await db.assetType.createMany({ data: withIds(organizationId, lists.assetTypes), ...skip });
  await db.reviewReason.createMany({
    data: lists.reviewReasons.map((reason) => ({ organizationId, ...reason })),
    ...skip,
  });
  await db.provider.createMany({
    data: lists.providers.map(({ code, name, failuresAreFree }) => ({ organizationId, code, name, failuresAreFree })),
    ...skip,
  });
  const providers = await db.provider.findMany({ where: { organizationId }, select: { id: true, code: true } });
  const idOf = new Map(providers.map(({ id, code }) => [code, id]));
  await db.wallet.createMany({
    data: lists.providers.flatMap(({ code, wallets }) => {
      const providerId = idOf.get(code);
      return providerId ? wallets.map((wallet) => ({ organizationId, providerId, ...wallet })) : [];
    }),
    ...skip,
  });
}
