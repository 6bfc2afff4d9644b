import { z } from "zod";
import { type JobInput, jobInput } from "@/lib/jobs/schema";
import type { JobDraft } from "./draft";

/** A submission whose answer may have been lost: the very same body goes out again under the very same key. */
export const pending = z.object({ key: z.string(), draft: z.string(), input: jobInput });
export type Pending = z.infer<typeof pending>;

/**
 * The submission for what stands in the form. Unchanged since the last try: the same one, so that a repeat after a lost
 * answer books nothing twice, even minutes later. Changed: a new one.
 */
export function submissionFor(
  last: Pending | null,
  draft: JobDraft,
  make: { key: () => string; input: () => JobInput },
): Pending {
  const fingerprint = JSON.stringify(draft);
  if (last?.draft === fingerprint) return last;
  return { key: make.key(), draft: fingerprint, input: make.input() };
}
