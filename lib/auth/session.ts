import "server-only";
import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { isOwnOrigin, type Visitor, visitorOf } from "./library";
import { signInPath } from "./rules";
import { actorOfKey, actorOfPerson } from "./service/actors";
import { counted } from "./service/traffic";

const BEARER = /^Bearer +(\S+) *$/i;

/**
 * The actor behind a request: an API key (Authorization: Bearer) or a signed-in member (session cookie).
 * @throws unauthenticated; too_many_requests past the limits of traffic
 */
export function actorFrom(request: Request): Promise<Actor> {
  return counted(request.headers, () => found(request));
}

async function found(request: Request): Promise<Actor> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const key = BEARER.exec(authorization)?.[1];
    if (!key) throw new AppError("unauthenticated", "Send the API key as: Authorization: Bearer <key>");
    return actorOfKey(key, new Date());
  }
  const visitor = await visitorFrom(request);
  if (!visitor) throw new AppError("unauthenticated", "Sign in, or send an API key");
  const actor = await actorOfPerson(visitor.userId, visitor.activeOrganizationId);
  if (!actor) throw new AppError("unauthenticated", "You have no access to an organization any more");
  return actor;
}

/** The person behind a request's cookie. @throws forbidden when another site's page wants to write in their name */
export async function visitorFrom(request: Request): Promise<Visitor | null> {
  const visitor = await visitorOf(request.headers);
  if (visitor && writes(request)) refuseForeignOrigin(request.headers);
  return visitor;
}

/** Browsers send Origin with every write; a page of another site cannot make it ours. */
function refuseForeignOrigin(headers: Headers): void {
  if (!isOwnOrigin(headers))
    throw new AppError("forbidden", "Writes with a session cookie need the Origin header of this site");
}

const writes = (request: Request) => request.method !== "GET" && request.method !== "HEAD";

// Layout and page both ask; one request looks once.
const currentVisitor = cache(async (): Promise<Visitor | null> => visitorOf(await headers()));

/** The member who is signed in, for pages; null when nobody is, or without a membership. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const visitor = await currentVisitor();
  return visitor && actorOfPerson(visitor.userId, visitor.activeOrganizationId);
});

/** The id of the signed-in person, also of one without a membership. */
export async function currentPersonId(): Promise<string | null> {
  return (await currentVisitor())?.userId ?? null;
}

/** For pages: whoever is not signed in signs in first and comes back to where they wanted to go. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  const sent = await headers();
  const hadSession = sent.get("cookie")?.includes("pixelledger.session_token") ?? false;
  redirect(signInPath(sent.get("x-path"), hadSession) as Route);
}
