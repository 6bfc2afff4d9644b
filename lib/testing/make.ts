import { randomBytes } from "node:crypto";
import type { Actor, Role } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
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
