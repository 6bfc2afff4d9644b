import { randomBytes } from "node:crypto";
import type { Actor, Role } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import type { JobInput } from "@/lib/jobs/schema";
import { db } from "@/lib/server/db";

let made = 0;

/** A new organization (EUR, Europe/Berlin) with its four "unassigned" rows and nothing else, and its admin as actor. */
export async function anOrganization(over: Partial<Actor["organization"]> = {}): Promise<Actor> {
  made += 1;
  const organization: Actor["organization"] = {
    id: newId(),
    slug: `org-${process.pid}-${made}-${Date.now()}`,
    name: "Example",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    locale: "en",
    weekStart: 1,
    fiscalYearStart: 1,
    storePrompts: true,
    demo: false,
    ...over,
  };
  await db().organization.create({ data: { ...organization, hashKey: randomBytes(32) } });
  for (const list of ["costCenter", "campaign", "market", "channel"] as const) {
    const id = newId();
    const row = {
      organizationId: organization.id,
      id,
      code: "unassigned",
      name: "Not assigned",
      unassigned: true,
      effectiveId: id,
    };
    if (list === "costCenter") await db().costCenter.create({ data: row });
    else if (list === "campaign") await db().campaign.create({ data: row });
    else if (list === "market") await db().market.create({ data: row });
    else await db().channel.create({ data: row });
  }
  return aMember({ organization }, "admin");
}

/** A member of the organization with this role; `over` limits it to cost centres. */
export async function aMember(
  { organization }: Pick<Actor, "organization">,
  role: Role,
  over: Partial<Pick<Actor, "costCenterIds">> = {},
): Promise<Actor> {
  made += 1;
  const user = {
    id: newId(),
    name: `Person ${made}`,
    email: `person-${process.pid}-${made}-${Date.now()}@example.test`,
  };
  await db().user.create({ data: { ...user, emailVerified: true } });
  const id = newId();
  const costCenterIds = over.costCenterIds ?? "all";
  await db().member.create({
    data: {
      organizationId: organization.id,
      id,
      userId: user.id,
      role,
      limited: costCenterIds !== "all",
      costCenterIds: costCenterIds === "all" ? [] : [...costCenterIds],
    },
  });
  return { kind: "member", id, name: user.name, role, scopes: null, costCenterIds, organization };
}

/** Providers `leonardo` (credits at 0.0015 EUR) and `unknown` (no price), each with a wallet, and campaign SPRING26 in cost centre BRAND. */
export async function aCatalogue(
  actor: Actor,
): Promise<{ providerId: string; walletId: string; campaignId: string; costCenterId: string }> {
  const organizationId = actor.organization.id;
  const made = { providerId: newId(), walletId: newId(), campaignId: newId(), costCenterId: newId() };
  const author = { authorKind: "system" };
  for (const [id, walletId, code] of [
    [made.providerId, made.walletId, "leonardo"],
    [newId(), newId(), "unknown"],
  ] as const) {
    await db().provider.create({ data: { organizationId, id, code, name: code } });
    await db().wallet.create({
      data: { organizationId, id: walletId, providerId: id, code: `${code}-api`, name: code, isDefault: true },
    });
  }
  await db().price.create({
    data: {
      organizationId,
      providerId: made.providerId,
      walletId: made.walletId,
      unit: "CREDITS",
      amount: "0.0015",
      currency: "EUR",
      firstDay: new Date("2026-01-01"),
      source: "test",
      ...author,
    },
  });
  await db().costCenter.create({
    data: { organizationId, id: made.costCenterId, code: "BRAND", name: "Brand", effectiveId: made.costCenterId },
  });
  await db().campaign.create({
    data: { organizationId, id: made.campaignId, code: "SPRING26", name: "Spring", effectiveId: made.campaignId },
  });
  await db().campaignCostCenter.create({
    data: {
      organizationId,
      campaignId: made.campaignId,
      costCenterId: made.costCenterId,
      firstDay: new Date("2026-01-01"),
      ...author,
    },
  });
  return made;
}

/** A generation of four pictures for 24 credits on 2026-03-02 in SPRING26; `over` says what matters. */
export function aJob(over: Partial<JobInput> = {}): JobInput {
  return {
    occurredAt: "2026-03-02T10:00:00+01:00",
    provider: "leonardo",
    kind: "generation",
    stage: "draft",
    campaign: "SPRING26",
    imagesRequested: 4,
    cost: { amount: "24", unit: "CREDITS" },
    ...over,
  };
}
