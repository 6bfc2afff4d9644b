import { z } from "zod";

// In the browser zod must not try to write code: the content security policy refuses that, and says so in the console.
if (typeof window !== "undefined") z.config({ jitless: true });

/** Amounts travel as text, because JSON numbers lose digits: up to 12 + 6 digits, not negative. */
export const amountText = z
  .string({ error: 'Write amounts as text, such as "12.50"; JSON numbers lose digits' })
  .regex(/^\d{1,12}(\.\d{1,6})?$/, "Write a number such as 12.50, with at most 12 digits before and 6 after the point");

/** A price or rate: up to 12 + 12 digits, not negative. */
export const rateText = z
  .string({ error: 'Write amounts as text, such as "0.0015"; JSON numbers lose digits' })
  .regex(
    /^\d{1,12}(\.\d{1,12})?$/,
    "Write a number such as 0.0015, with at most 12 digits before and 12 after the point",
  );

/** Any exact decimal on the way out. */
export const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/);

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, "Use a currency code of three capital letters, such as EUR");

/** A calendar day in the organization's zone. */
export const day = z.iso.date("Write a day as YYYY-MM-DD");

export const uuid = z.uuid("This is not an id");

/** Codes of managed lists: what people type in forms, files and filters. */
export const code = z
  .string()
  .trim()
  .min(1, "A code is needed")
  .max(64, "At most 64 characters")
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
  .regex(/^[^\u0000-\u001f,/]+$/, "No commas, slashes or control characters");

export const name = z.string().trim().min(1, "A name is needed").max(200, "At most 200 characters");

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** Answers of list endpoints: keyset pages. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ data: z.array(row), nextCursor: z.string().nullable() });
}

/** A filter in a URL: one code or several (OR). */
export const codes = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]))
  .optional();
