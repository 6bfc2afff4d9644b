import "server-only";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { can, type Permission } from "./rules";

/** @throws forbidden when the actor's role or key does not hold the permission */
export function authorise(actor: Actor, permission: Permission): void {
  if (!can(actor, permission))
    throw new AppError("forbidden", `Your role (${actor.role}) does not allow ${permission}`);
}
