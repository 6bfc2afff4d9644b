import "server-only";
import type { Actor } from "@/lib/core/actor";
import type { StoredImport } from "../store/imports";
import type { Batch } from "./batches";
import { type ReadyRows, readyRows } from "./kinds";

export type ReadyBatch = Batch & { ready: ReadyRows };

export async function readyBatch(actor: Actor, stored: StoredImport, batch: Batch): Promise<ReadyBatch> {
  return { ...batch, ready: await readyRows(stored.kind, actor, stored.id, batch.good) };
}

/** Batches with everything done that needs no transaction. */
export async function* readyBatches(
  actor: Actor,
  stored: StoredImport,
  batches: AsyncGenerator<Batch>,
): AsyncGenerator<ReadyBatch> {
  for await (const batch of batches) yield readyBatch(actor, stored, batch);
}
