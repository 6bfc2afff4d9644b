import { expect, test } from "vitest";
import { newId } from "@/lib/core/id";
import { db, transaction } from "@/lib/server/db";
import { anOrganization } from "@/lib/testing/make";
import { findByCode, motifKey } from "./rules";
import { addStarterLists, bookingLists, ensureMotifs } from "./service";

test("a new organization has every list, one default wallet per provider and four unassigned rows", async () => {
  const actor = await anOrganization();
  await transaction((tx) => addStarterLists(tx, actor));
  await transaction((tx) => addStarterLists(tx, actor));
  const lists = await bookingLists(db(), actor.organization.id);
  for (const provider of lists.providers)
    expect(lists.wallets.filter((one) => one.providerId === provider.id && one.isDefault)).toHaveLength(1);
  expect(findByCode(lists.wallets, "LEONARDO-API")).toMatchObject({ isDefault: true });
  expect(findByCode(lists.wallets, "leonardo-app")).toMatchObject({ isDefault: false });
  expect(findByCode(lists.markets, "de")).toMatchObject({ name: "Germany", unassigned: false, archived: false });
  for (const list of [lists.costCenters, lists.campaigns, lists.markets, lists.channels])
    expect(list.filter(({ unassigned }) => unassigned)).toHaveLength(1);
  expect(findByCode(lists.campaigns, "unassigned")?.costCenters).toEqual([]);
});

test("starter lists speak the organization's language", async () => {
  const actor = await anOrganization({ locale: "de" });
  await transaction((tx) => addStarterLists(tx, actor));
  const { markets, providers } = await bookingLists(db(), actor.organization.id);
  expect(findByCode(markets, "DE")?.name).toBe("Deutschland");
  expect(findByCode(providers, "own-gpu")?.name).toBe("Eigene GPUs");
});

test("twenty transactions that want one motif make one row and all get it", async () => {
  const { organization } = await anOrganization();
  const { campaigns } = await bookingLists(db(), organization.id);
  const campaignId = campaigns[0]?.id ?? newId();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      transaction((tx) =>
        ensureMotifs(tx, organization.id, [
          { campaignId, code: index % 2 ? "Hero-01" : "hero-01" },
          { campaignId, code: "hero-02" },
        ]),
      ),
    ),
  );
  const ids = answers.map((found) => found.get(motifKey(campaignId, "HERO-01"))?.id);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toBeDefined();
  expect(await db().motif.count({ where: { organizationId: organization.id } })).toBe(2);
});
