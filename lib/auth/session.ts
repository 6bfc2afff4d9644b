import "server-only";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";

/** The actor behind a request: an API key (Authorization: Bearer) or a signed-in member (session cookie). */
export async function actorFrom(_request: Request): Promise<Actor> {
  throw new AppError("unauthenticated", "Sign in first");
}
