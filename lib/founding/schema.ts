import { z } from "zod";
import { locale } from "@/lib/auth/schema";
import { email, password } from "@/lib/auth/schema/people";
import { name } from "@/lib/core/schema";
import { reportingCurrency, timeZone } from "@/lib/settings/rules";
import { weekStart } from "@/lib/settings/schema";

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single hyphens")
  .max(60, "At most 60 characters");

/** What an organization is founded with; the rest can be set later. */
export const organizationInput = z.strictObject({
  name,
  currency: reportingCurrency,
  timeZone,
  locale,
  slug: slug.optional(),
  weekStart: weekStart.optional(),
});
export type OrganizationInput = z.infer<typeof organizationInput>;

const owner = z.strictObject({ name, email, password });

/** Somebody who is signed in leaves `owner` out. */
export const signUpInput = z.strictObject({ organization: organizationInput, owner: owner.optional() });
export type SignUpInput = z.infer<typeof signUpInput>;

export const founded = z.object({ organization: z.object({ id: z.string(), slug: z.string(), name: z.string() }) });
