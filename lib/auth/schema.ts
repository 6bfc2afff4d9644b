import { z } from "zod";
import { ROLES } from "@/lib/core/actor";
import { LOCALES } from "@/lib/core/locale";
import { name } from "@/lib/core/schema";
import { PERMISSIONS } from "./rules";

export const locale = z.enum(LOCALES, "Choose en or de");

/** GET /me: who is signed in, what they may do, and the settings that every screen needs. */
export const me = z.object({
  kind: z.enum(["member", "api_key", "system"]),
  id: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  /** The person's own language; null = the organization's. */
  locale: locale.nullable(),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Codes of the cost centres that figures are limited to; null = all. */
  limitedTo: z.array(z.string()).nullable(),
  organization: z.object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    locale,
    weekStart: z.number(),
    fiscalYearStart: z.number(),
    demo: z.boolean(),
  }),
  /** Other organizations that the person can switch to. */
  organizations: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
});
export type Me = z.infer<typeof me>;

export const meChange = z.strictObject({ name: name.optional(), locale: locale.optional() });
export type MeChange = z.infer<typeof meChange>;
