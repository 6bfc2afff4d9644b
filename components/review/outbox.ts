import { z } from "zod";
import { assetReviewInput, type ReviewBatchAnswer, type ReviewedAsset, reviewedAsset } from "@/lib/reviews/schema";

// Decisions on their way to the server, kept in this browser until it has answered: a lost connection, a reload or a
// closed tab loses none. Each stands under a key of its own, so that two tabs never overwrite each other's.

export type OutboxOwner = { organizationId: string; personId: string };
type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const entry = z.object({
  /** Sorts by the order in which things were decided. */
  key: z.string(),
  review: assetReviewInput,
  /** What the person knows the picture as: "Picture 2 of hero-01". */
  label: z.string(),
  at: z.string(),
  /** Somebody else was first, or the server will not have it: waits for the person. */
  trouble: z.object({ code: z.string(), message: z.string(), theirs: reviewedAsset.nullable() }).nullable().catch(null),
});
export type OutboxEntry = z.infer<typeof entry>;

/** A request that may have reached the server: it is repeated as it was, with its key, until there is an answer. */
const batch = z.object({ idempotencyKey: z.string(), keys: z.array(z.string()), reviews: z.array(assetReviewInput) });
export type OutboxBatch = z.infer<typeof batch>;

const MOST_AT_ONCE = 50;

const prefixOf = ({ organizationId, personId }: OutboxOwner) => `pixelledger:review:${organizationId}:${personId}:`;

function parse<T extends z.ZodType>(schema: T, text: string | null): z.output<T> | null {
  try {
    const read = schema.safeParse(JSON.parse(text ?? "null"));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** In the order in which they were decided. */
export function entriesOf(shelf: Shelf, owner: OutboxOwner): OutboxEntry[] {
  const prefix = `${prefixOf(owner)}e:`;
  const names = Array.from({ length: shelf.length }, (_, at) => shelf.key(at) ?? "").filter((name) =>
    name.startsWith(prefix),
  );
  return names.sort().flatMap((name) => parse(entry, shelf.getItem(name)) ?? []);
}

const nameOf = (owner: OutboxOwner, key: string) => `${prefixOf(owner)}e:${key}`;
const batchName = (owner: OutboxOwner) => `${prefixOf(owner)}batch`;

const write = (shelf: Shelf, owner: OutboxOwner, kept: OutboxEntry) =>
  shelf.setItem(nameOf(owner, kept.key), JSON.stringify(kept));

export const dropEntry = (shelf: Shelf, owner: OutboxOwner, key: string) => shelf.removeItem(nameOf(owner, key));

/** The request that is under way, perhaps since before a reload. */
export const openBatch = (shelf: Shelf, owner: OutboxOwner): OutboxBatch | null =>
  parse(batch, shelf.getItem(batchName(owner)));

export type NewEntry = Pick<OutboxEntry, "review" | "label"> & { now: Date; random: string };

/**
 * Keeps a decision. One on the same picture that has not left yet makes way: nobody ever sees it.
 * @throws when the browser refuses to keep anything
 */
export function putEntry(shelf: Shelf, owner: OutboxOwner, { review, label, now, random }: NewEntry): OutboxEntry {
  const leaving = new Set(openBatch(shelf, owner)?.keys);
  for (const { key, review: other } of entriesOf(shelf, owner))
    if (other.id === review.id && !leaving.has(key)) dropEntry(shelf, owner, key);
  const kept = { key: `${now.toISOString()}-${random}`, review, label, at: now.toISOString(), trouble: null };
  write(shelf, owner, kept);
  return kept;
}

/** The newest decision on a picture that has not left yet; taking it back leaves no trace anywhere. */
export function withheld(shelf: Shelf, owner: OutboxOwner, assetId: string): OutboxEntry | null {
  const leaving = new Set(openBatch(shelf, owner)?.keys);
  const own = entriesOf(shelf, owner).filter(({ key, review }) => review.id === assetId && !leaving.has(key));
  return own.at(-1) ?? null;
}

/** What to send next: the request under way again, else the oldest decisions, one per picture; null: nothing waits. */
export function nextBatch(shelf: Shelf, owner: OutboxOwner, idempotencyKey: string): OutboxBatch | null {
  const under = openBatch(shelf, owner);
  if (under) return under;
  const seen = new Set<string>();
  const chosen = entriesOf(shelf, owner)
    .filter(({ review, trouble }) => {
      // After one that somebody has to look at, nothing on the same picture goes out.
      const isNext = !seen.has(review.id);
      seen.add(review.id);
      return isNext && trouble === null;
    })
    .slice(0, MOST_AT_ONCE);
  if (chosen.length === 0) return null;
  const next = { idempotencyKey, keys: chosen.map(({ key }) => key), reviews: chosen.map(({ review }) => review) };
  shelf.setItem(batchName(owner), JSON.stringify(next));
  return next;
}

type Result = ReviewBatchAnswer["results"][number];

/** Later decisions on the picture were made knowing this one. */
function goOn(shelf: Shelf, owner: OutboxOwner, { id, last, version }: ReviewedAsset): void {
  for (const later of entriesOf(shelf, owner))
    if (later.review.id === id && later.trouble === null)
      write(shelf, owner, { ...later, review: { ...later.review, seen: last?.id ?? null, version } });
}

function settleOne(shelf: Shelf, owner: OutboxOwner, key: string, { state, code, message, asset }: Result): void {
  const kept = parse(entry, shelf.getItem(nameOf(owner, key)));
  if (state === "stored" || !kept) {
    dropEntry(shelf, owner, key);
    if (state === "stored" && asset) goOn(shelf, owner, asset);
    return;
  }
  const trouble = { code: code ?? "REFUSED", message: message ?? "", theirs: asset };
  // The last word of the person is what is shown beside theirs; what they said before it is moot.
  const later = entriesOf(shelf, owner).filter(({ review }) => review.id === kept.review.id);
  const newest = later.at(-1) ?? kept;
  for (const one of later) if (one.key !== newest.key) dropEntry(shelf, owner, one.key);
  write(shelf, owner, { ...newest, trouble });
}

/** The server answered: what is stored leaves, what was refused waits for the person. */
export function settleBatch(shelf: Shelf, owner: OutboxOwner, sent: OutboxBatch, results: readonly Result[]): void {
  shelf.removeItem(batchName(owner));
  sent.keys.forEach((key, at) => {
    const result = results[at];
    if (result) settleOne(shelf, owner, key, result);
  });
}

/** The server will not have this request at all: each decision of it waits for the person. */
export function refuseBatch(
  shelf: Shelf,
  owner: OutboxOwner,
  sent: OutboxBatch,
  { code, message }: { code: string; message: string },
): void {
  const nothing = { code: null, message, asset: null, before: null };
  const results = sent.reviews.map(({ id }) => ({ id, state: "refused" as const, ...nothing }));
  settleBatch(shelf, owner, sent, results);
  for (const kept of entriesOf(shelf, owner))
    if (sent.keys.includes(kept.key)) write(shelf, owner, { ...kept, trouble: { code, message, theirs: null } });
}

/** Decides again, now knowing theirs. */
export function insist(shelf: Shelf, owner: OutboxOwner, { key }: OutboxEntry): void {
  const kept = parse(entry, shelf.getItem(nameOf(owner, key)));
  if (!kept) return;
  const theirs = kept.trouble?.theirs;
  const known = theirs ? { seen: theirs.last?.id ?? null, version: theirs.version } : {};
  write(shelf, owner, { ...kept, trouble: null, review: { ...kept.review, ...known } });
}
