import "server-only";
import { can, type Permission } from "@/lib/auth/rules";
import { authorise } from "@/lib/auth/service";
import { type Actor, authorOf } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { db } from "@/lib/server/db";
import type { ImportKind } from "../schema";
import { findImport, type Seer, type StoredImport } from "../store/imports";

const NEEDED: Record<ImportKind, Permission> = {
  jobs: "jobs:log",
  reviews: "reviews:decide",
  campaigns: "lists:write",
};

export const authoriseKind = (actor: Actor, kind: ImportKind) => authorise(actor, NEEDED[kind]);

/** Some kind of import must be allowed, before it is known which. */
export function authoriseSome(actor: Actor): void {
  if (!Object.values(NEEDED).some((permission) => can(actor, permission))) authorise(actor, "jobs:log");
}

/** Files show prompts and other people's jobs: whoever may not correct all jobs sees only the own imports. */
export function seerOf(actor: Actor): Seer {
  const seesAll = can(actor, "jobs:correct") && actor.costCenterIds === "all";
  const { authorKind, authorId } = authorOf(actor);
  return { organizationId: actor.organization.id, onlyBy: seesAll ? null : { kind: authorKind, id: authorId } };
}

export const noImport = (id: string) => new AppError("not_found", `There is no import ${id}`);

/** @throws not_found also for imports of other organizations and of people whose imports the actor may not see */
export async function visibleImport(actor: Actor, id: string): Promise<StoredImport> {
  const found = await findImport(db(), seerOf(actor), id);
  if (!found || found.state === "uploading") throw noImport(id);
  return found;
}

/** For changes: seen, and of a kind that the actor may import. */
export async function ownedImport(actor: Actor, id: string): Promise<StoredImport> {
  const found = await visibleImport(actor, id);
  authoriseKind(actor, found.kind);
  return found;
}
