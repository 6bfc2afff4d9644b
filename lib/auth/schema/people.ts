import { z } from "zod";
import { ROLES } from "@/lib/core/actor";
import { code, name, pageOf, pageQuery, uuid } from "@/lib/core/schema";
import { locale } from "../schema";

export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Write an e-mail address such as name@example.com").max(254, "At most 254 characters"));

export const password = z
  .string()
  .min(PASSWORD_LENGTH.min, `At least ${PASSWORD_LENGTH.min} characters`)
  .max(PASSWORD_LENGTH.max, `At most ${PASSWORD_LENGTH.max} characters`);

const role = z.enum(ROLES, `Choose one of ${ROLES.join(", ")}`);

/** Codes that figures and bookings are limited to; null = no limit. */
const costCenterLimit = z
  .array(code)
  .min(1, "Name at least one cost centre, or send null for all")
  .max(200, "At most 200 cost centres")
  .nullable();

export const idInput = z.strictObject({ id: uuid });
export type IdInput = z.infer<typeof idInput>;

/** Keyset pages in order of creation: the cursor is the last row's id. */
export const peoplePageQuery = z.strictObject({ limit: pageQuery.shape.limit, cursor: uuid.optional() });
export type PeoplePageQuery = z.infer<typeof peoplePageQuery>;

// ── Members ──

export const member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  costCenters: z.array(z.string()).nullable(),
  active: z.boolean(),
  createdAt: z.string(),
});
export type Member = z.infer<typeof member>;
export const memberPage = pageOf(member);

export const memberChange = z.strictObject({
  id: uuid,
  role: role.optional(),
  costCenters: costCenterLimit.optional(),
  active: z.boolean("Send true or false").optional(),
});
export type MemberChange = z.infer<typeof memberChange>;

/** `url` only when there is no mail: the admin hands it over. */
export const passwordLink = z.object({ url: z.string().nullable(), sent: z.boolean(), expiresAt: z.string() });
export type PasswordLink = z.infer<typeof passwordLink>;

// ── Invitations ──

export const invitationInput = z.strictObject({
  email,
  role,
  costCenters: costCenterLimit.default(null),
});
export type InvitationInput = z.infer<typeof invitationInput>;

const invitation = z.object({
  id: z.string(),
  email: z.string(),
  role,
  costCenters: z.array(z.string()).nullable(),
  state: z.enum(["open", "accepted", "revoked", "expired"]),
  expiresAt: z.string(),
  createdAt: z.string(),
});
export type Invitation = z.infer<typeof invitation>;
export const invitationPage = pageOf(invitation);

/** The link is told once, to the one who invites; a replay of the same request does not repeat it. */
export const createdInvitation = invitation.extend({ url: z.string(), sent: z.boolean() });
export type CreatedInvitation = z.infer<typeof createdInvitation>;

const token = z.string().min(20, "This is not an invitation").max(200, "This is not an invitation");

/** A signed-in person sends the token alone; a new person also a name and a password. */
export const acceptInput = z.strictObject({
  token,
  name: name.optional(),
  password: password.optional(),
  locale: locale.optional(),
});
export type AcceptInput = z.infer<typeof acceptInput>;
export const accepted = z.object({ organization: z.object({ id: z.string(), slug: z.string(), name: z.string() }) });

/** What somebody who holds the link may know. */
export type OpenInvitation = {
  email: string;
  role: (typeof ROLES)[number];
  organization: { name: string; locale: "en" | "de" };
  /** Somebody with this address has an account already: sign in instead of choosing a password. */
  hasAccount: boolean;
};

// ── API keys ──

export const apiKeyInput = z.strictObject({
  name,
  role,
  /** Narrows the role to these permissions; null = everything the role may. */
  scopes: z.array(z.string()).min(1, "Name at least one permission, or send null").nullable().default(null),
  costCenters: costCenterLimit.default(null),
  expiresAt: z.iso
    .datetime({ offset: true, error: "Write a time with zone, such as 2027-01-31T00:00:00Z" })
    .nullable()
    .default(null),
});
export type ApiKeyInput = z.infer<typeof apiKeyInput>;

const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  role,
  scopes: z.array(z.string()).nullable(),
  costCenters: z.array(z.string()).nullable(),
  state: z.enum(["active", "expired", "revoked"]),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  createdAt: z.string(),
});
export type ApiKey = z.infer<typeof apiKey>;
export const apiKeyPage = pageOf(apiKey);

export const createdApiKey = apiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof createdApiKey>;

// ── Sessions and passwords (the auth library's paths, with our checks in front) ──

export const signInInput = z.strictObject({
  email,
  password: z.string().min(1, "Write your password").max(PASSWORD_LENGTH.max),
});
export const resetRequest = z.strictObject({ email });
export const resetInput = z.strictObject({ token: z.string().min(1).max(200), newPassword: password });
export const passwordChange = z.strictObject({
  currentPassword: z.string().min(1, "Write your current password").max(PASSWORD_LENGTH.max),
  newPassword: password,
});

export const switchInput = z.strictObject({ organizationId: uuid });
export const done = z.object({ done: z.literal(true) });
