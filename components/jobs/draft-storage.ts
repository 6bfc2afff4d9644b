import { z } from "zod";
import { EMPTY_DRAFT, hasResults, type JobDraft, jobDraft, rememberedPart } from "./draft";
import { type Pending, pending } from "./submission";

/** Drafts are kept per person and organization: nobody finds another one's words on a shared machine's form. */
export type DraftOwner = { organizationId: string; personId: string };

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const kept = z.object({ draft: jobDraft, pending: pending.nullable().catch(null), savedAt: z.string() });
export type KeptDraft = z.infer<typeof kept>;

/** `aside`: an unfinished draft that made way for "log again"; it waits to be brought back. */
const saved = kept.extend({ aside: kept.nullable().catch(null) });
export type SavedDraft = z.infer<typeof saved>;

const name = (what: string, { organizationId, personId }: DraftOwner) =>
  `pixelledger:job-${what}:${organizationId}:${personId}`;

function read<T extends z.ZodType>(shelf: Shelf, key: string, schema: T): z.output<T> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(shelf.getItem(key) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** False when the browser refuses to keep anything (private window, full storage). */
function write(shelf: Shelf, key: string, value: unknown): boolean {
  try {
    shelf.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export const saveDraft = (shelf: Shelf, owner: DraftOwner, draft: SavedDraft) =>
  write(shelf, name("draft", owner), draft);

export const rememberContext = (shelf: Shelf, owner: DraftOwner, draft: JobDraft) =>
  write(shelf, name("context", owner), rememberedPart(draft));

/** What an empty form starts from: the context of the last job that was logged. */
export const freshDraft = (shelf: Shelf, owner: DraftOwner): JobDraft =>
  read(shelf, name("context", owner), jobDraft) ?? EMPTY_DRAFT;

export const rememberMore = (shelf: Shelf, owner: DraftOwner, isOpen: boolean) =>
  write(shelf, name("more", owner), isOpen);

export const isMoreOpen = (shelf: Shelf, owner: DraftOwner) => read(shelf, name("more", owner), z.boolean()) ?? false;

export type Opening = {
  draft: JobDraft;
  pending: Pending | null;
  /** When the restored draft was typed; null when there is nothing to tell. */
  restoredFrom: string | null;
  aside: KeptDraft | null;
};

const isUnfinished = (draft: KeptDraft) => draft.pending !== null || hasResults(draft.draft);

/** What the form opens with: a past job to log again, else what stood there last, else the context of the last job. */
export function openingDraft(shelf: Shelf, owner: DraftOwner, again: JobDraft | null = null): Opening {
  const last = read(shelf, name("draft", owner), saved);
  if (again) {
    const { aside = null, ...stood } = last ?? {};
    const unfinished = last && isUnfinished(last) ? kept.parse(stood) : null;
    return { draft: again, pending: null, restoredFrom: null, aside: unfinished ?? aside };
  }
  if (!last) return { draft: freshDraft(shelf, owner), pending: null, restoredFrom: null, aside: null };
  return {
    draft: last.draft,
    pending: last.pending,
    restoredFrom: isUnfinished(last) ? last.savedAt : null,
    aside: last.aside,
  };
}
