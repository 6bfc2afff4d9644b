import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { sqlState } from "@/lib/server/database-errors";
import { transaction } from "@/lib/server/db";
import { deleteChunks } from "../store/chunks";
import { addProgress, changeImport, lockProgress, type StoredImport } from "../store/imports";
import { saveProfile } from "../store/profiles";
import { insertRejections } from "../store/rejections";
import { knownCodes, type Settled } from "./analyse";
import { ahead, batchesOf } from "./batches";
import { codesToCreate, createCodes, planOf } from "./plan";
import { type ReadyBatch, readyBatch, readyBatches } from "./ready";

/** Somebody else moved this import on: another worker books it, or a person stopped it. */
export class NoLongerOurs extends Error {}

const TRIES = 4;
// Deadlock, serialization failure, a key that another transaction booked or a row that one deleted at the same moment.
const WORTH_ANOTHER_TRY = new Set(["40P01", "40001", "23505", "23503"]);

/** A whole batch with its progress is booked in one transaction, or nothing of it: a killed worker leaves no half. */
async function bookBatch(stored: StoredImport, { ready, ...batch }: ReadyBatch, from: number): Promise<void> {
  const { organizationId, id } = stored;
  await transaction(async (tx) => {
    const now = await lockProgress(tx, organizationId, id);
    if (now?.state !== "booking" || now.read !== from) throw new NoLongerOurs();
    const results = batch.good.length > 0 ? await ready.book(tx) : [];
    const counts = { read: batch.read, accepted: 0, replayed: 0, rejected: batch.refused.length };
    const refused = [...batch.refused];
    results.forEach((result, index) => {
      const row = batch.good[index];
      if (!row) return;
      if ("state" in result) counts[result.state] += 1;
      else {
        counts.rejected += 1;
        refused.push({ row: row.row, cells: row.cells, errors: result.errors });
      }
    });
    await insertRejections(tx, organizationId, id, refused);
    await addProgress(tx, organizationId, id, counts);
  });
}

async function bookPatiently(actor: Actor, stored: StoredImport, first: ReadyBatch, from: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // What was prepared ahead may be what failed: a list can lose a row in between.
      const batch = attempt === 1 ? first : await readyBatch(actor, stored, first);
      return await bookBatch(stored, batch, from);
    } catch (error) {
      if (attempt === TRIES || !WORTH_ANOTHER_TRY.has(sqlState(error) ?? "")) throw error;
      await new Promise((done) => setTimeout(done, 50 * attempt * (1 + Math.random())));
    }
  }
}

/** Books the file from where it stands to its end. @throws NoLongerOurs; the signal's reason after a committed batch */
export async function bookFile(
  actor: Actor,
  stored: StoredImport,
  settled: Settled,
  signal: AbortSignal,
): Promise<void> {
  const { organizationId, kind } = stored;
  const known = await knownCodes(organizationId);
  const wanted = codesToCreate(settled, known);
  if (wanted.length > 0) await transaction(() => createCodes(actor, wanted));
  const plan = planOf(actor.organization, settled, known, { uploadedAt: stored.createdAt, asPreview: false });
  let read = stored.rows.read;
  for await (const batch of ahead(readyBatches(actor, stored, batchesOf(stored, settled, plan, read)))) {
    signal.throwIfAborted();
    await bookPatiently(actor, stored, batch, read);
    read += batch.read;
  }
  const { occurredAt: _ofThisFileOnly, ...fallback } = settled.decisions.fallback ?? {};
  await transaction(async (tx) => {
    const now = await lockProgress(tx, organizationId, stored.id);
    if (now?.state !== "booking") throw new NoLongerOurs();
    await changeImport(tx, organizationId, stored.id, ["booking"], { state: "done", finishedAt: new Date() });
    await deleteChunks(tx, organizationId, stored.id);
    const place = { organizationId, kind, headerHash: settled.analysis.headerHash };
    await saveProfile(tx, place, { mapping: settled.mapping, decisions: { ...settled.decisions, fallback } });
    await record(tx, actor, "import.booked", { kind: "import", id: stored.id }, { importKind: kind, rows: now.read });
  });
}
