import "server-only";
import { can } from "@/lib/auth/rules";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { db } from "@/lib/server/db";
import { idsFrom } from "./rules";
import type { Hit } from "./schema";
import { findInLists, findJobs } from "./store";

const MOST = 8;

/** Campaigns, cost centres, motifs by code or name, jobs by the beginning of their id: what the actor may see. */
export async function search(actor: Actor, { q }: { q: string }): Promise<{ data: Hit[] }> {
  authorise(actor, "figures:read");
  const { organization, costCenterIds } = actor;
  const reader = {
    organizationId: organization.id,
    timeZone: organization.timeZone,
    scope: costCenterIds === "all" ? null : costCenterIds,
  };
  const asked = { q, ids: idsFrom(q), most: MOST };
  const jobs = can(actor, "jobs:read") ? findJobs(db(), reader, asked) : [];
  const [named, found] = await Promise.all([findInLists(db(), reader, asked), jobs]);
  return { data: [...named, ...found] };
}
