import type { Actor, Role } from "@/lib/core/actor";

/** The questions that are asked about rights; each is asked in a service, by name. */
export const PERMISSIONS = [
  "figures:read",
  "jobs:read",
  "jobs:log",
  "jobs:correct-own",
  "jobs:correct",
  "reviews:decide",
  "motifs:write",
  "lists:write",
  "prices:write",
  "targets:write",
  "budgets:write",
  "balances:write",
  "alerts:write",
  "alerts:handle",
  "periods:close",
  "exports:read",
  "audit:read",
  "members:manage",
  "api-keys:manage",
  "organization:manage",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const VIEWER: readonly Permission[] = ["figures:read", "jobs:read"];
const LOGGER: readonly Permission[] = [...VIEWER, "jobs:log", "jobs:correct-own"];
const REVIEWER: readonly Permission[] = [...LOGGER, "reviews:decide"];
const CREATIVE_LEAD: readonly Permission[] = [...REVIEWER, "jobs:correct", "motifs:write", "alerts:handle"];

const GRANTS: Record<Role, readonly Permission[]> = {
  viewer: VIEWER,
  logger: LOGGER,
  reviewer: REVIEWER,
  creative_lead: CREATIVE_LEAD,
  controller: [
    ...LOGGER,
    "jobs:correct",
    "lists:write",
    "prices:write",
    "targets:write",
    "budgets:write",
    "balances:write",
    "alerts:write",
    "alerts:handle",
    "periods:close",
    "exports:read",
    "audit:read",
  ],
  admin: PERMISSIONS,
};

/** Days within which a logger may correct and void jobs that they logged themselves. */
export const OWN_JOB_DAYS = 7;

export function permissionsOf(role: Role): readonly Permission[] {
  return GRANTS[role];
}

/** One definition for the server that refuses and the screen that hides the button. A key's scopes only narrow its role. */
export function can(actor: Pick<Actor, "role" | "scopes">, permission: Permission): boolean {
  return GRANTS[actor.role].includes(permission) && (actor.scopes === null || actor.scopes.includes(permission));
}

/** Is this cost centre inside of what the actor may see and book on? */
export function inScope(actor: Pick<Actor, "costCenterIds">, costCenterId: string): boolean {
  return actor.costCenterIds === "all" || actor.costCenterIds.includes(costCenterId);
}

/** Only a path of this site: `//evil.example` and `/\\evil.example` are other sites to a browser. */
export function safeNext(next: string | null | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, and then "/\t/x" is another site
  if (!next || !/^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(next)) return "/";
  return /^\/(sign-in|sign-up|forgot-password|reset-password)\b/.test(next) ? "/" : next;
}

/** @param expired somebody was signed in here, so tell them why they are asked again */
export function signInPath(next: string | null, expired: boolean): string {
  const search = new URLSearchParams();
  const wanted = safeNext(next);
  if (wanted !== "/") search.set("next", wanted);
  if (expired) search.set("expired", "1");
  const text = search.toString();
  return text ? `/sign-in?${text}` : "/sign-in";
}
