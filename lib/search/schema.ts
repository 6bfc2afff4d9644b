import { z } from "zod";

export const searchQuery = z.strictObject({
  q: z.string().trim().min(1, "Type something").max(100, "At most 100 characters"),
});

const KINDS = ["campaign", "costCenter", "motif", "job"] as const;

/** One thing that was found; `code` and `id` lead to its page. */
const hit = z.object({
  kind: z.enum(KINDS),
  id: z.string(),
  code: z.string(),
  name: z.string(),
  /** Where it belongs: the campaign of a motif, model and day of a job. */
  about: z.string().nullable(),
});
export type Hit = z.infer<typeof hit>;

/** The best first, at most eight of a kind. */
export const searchAnswer = z.object({ data: z.array(hit) });
