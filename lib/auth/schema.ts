import { z } from "zod";
import { ROLES } from "@/lib/core/actor";
import { PERMISSIONS } from "./rules";

/** GET /me: who is signed in, what they may do, and the settings that every screen needs. */
export const me = z.object({
  kind: z.enum(["member", "api_key", "system"]),
  id: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
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
    locale: z.enum(["en", "de"]),
    weekStart: z.number(),
    fiscalYearStart: z.number(),
    demo: z.boolean(),
  }),
  /** Other organizations that the person can switch to. */
  organizations: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
});
export type Me = z.infer<typeof me>;
