export const ROLES = ["viewer", "logger", "reviewer", "creative_lead", "controller", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What every figure of an organization depends on; read once per request. */
export type OrganizationSettings = {
  id: string;
  slug: string;
  name: string;
  currency: string;
  timeZone: string;
  locale: "en" | "de";
  /** 0 = Sunday … 6 = Saturday */
  weekStart: number;
  /** Month 1 … 12 */
  fiscalYearStart: number;
  storePrompts: boolean;
  demo: boolean;
};

export type AuthorKind = "member" | "api_key" | "system";

/** Who is asking: a member, an API key or the system itself. Every service takes one first. */
export type Actor = {
  kind: AuthorKind;
  /** member id or API key id; null for the system */
  id: string | null;
  name: string;
  role: Role;
  /** Only an API key narrows its role; null = everything the role may. */
  scopes: readonly string[] | null;
  /** Ids of cost centres; totals are then of that scope and say so. */
  costCenterIds: readonly string[] | "all";
  organization: OrganizationSettings;
};

/** The columns author_kind and author_id of a row that this actor writes. */
export function authorOf(actor: Actor): { authorKind: AuthorKind; authorId: string | null } {
  return { authorKind: actor.kind, authorId: actor.id };
}
