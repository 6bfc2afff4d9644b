import "server-only";
import type { Actor } from "@/lib/core/actor";
import { addMoney, money } from "@/lib/core/amount";
import type { InputError } from "@/lib/core/errors";
import type { BookedSums } from "@/lib/jobs/service";
import { db } from "@/lib/server/db";
import { Occurrences } from "../rules/occurrences";
import { wrong } from "../rules/row";
import type { Preview, Reason } from "../schema";
import { changeImport, type StoredImport, showPreviewed } from "../store/imports";
import { knownCodes, type Settled } from "./analyse";
import { ahead, batchesOf, type ReadRow } from "./batches";
import { NoLongerOurs } from "./booking";
import { digestOf } from "./keys";
import { type Booked, type ReadyRows, readyRows, rolledBack, type Weighed } from "./kinds";
import { codesToCreate, createCodes, planOf } from "./plan";
import { type ReadyBatch, readyBatches } from "./ready";

const ROWS_PER_REASON = 5;
const MOST_REASONS = 50;

/** Collects reasons by code and field, with the first rows of each. */
class Reasons {
  #byKey = new Map<string, Reason>();

  add(row: number, [first]: readonly InputError[]): void {
    if (!first) return;
    const key = `${first.code} ${first.path}`;
    const reason = this.#byKey.get(key) ?? {
      code: first.code,
      field: first.path,
      message: first.message,
      count: 0,
      rows: [],
    };
    reason.count += 1;
    if (reason.rows.length < ROWS_PER_REASON) reason.rows.push(row);
    this.#byKey.set(key, reason);
  }

  list(): Reason[] {
    return [...this.#byKey.values()].sort((a, b) => b.count - a.count).slice(0, MOST_REASONS);
  }
}

/**
 * Batches are rolled back one by one, so none sees what an earlier one would have booked. This remembers it: the same
 * row again under its own id is a replay, another row under that id a conflict.
 */
class EarlierRows {
  #ids = new Occurrences();
  #rows = new Occurrences();

  verdict({ ownId, digest }: ReadRow): Booked | null {
    if (ownId === null) return null;
    const id = digestOf(ownId);
    if (!this.#ids.has(id.high, id.low)) return null;
    if (this.#rows.has(digest.high, digest.low)) return { state: "replayed" };
    return {
      errors: [wrong("externalId", "CONFLICT", "An earlier row of this file has the same id and says something else")],
    };
  }

  accepted({ ownId, digest }: ReadRow): void {
    if (ownId === null) return;
    const id = digestOf(ownId);
    this.#ids.next(id.high, id.low);
    this.#rows.next(digest.high, digest.low);
  }
}

type Trial = { actor: Actor; stored: StoredImport; wanted: ReturnType<typeof codesToCreate> };

/**
 * What booking would answer for the rows that are still open. Providers that the file will create are created for the
 * look, and taken back.
 */
async function weigh({ actor, stored, wanted }: Trial, ready: ReadyRows, asked: readonly ReadRow[]): Promise<Weighed> {
  if (wanted.length === 0) return ready.weigh(asked);
  return rolledBack(async () => {
    await createCodes(actor, wanted);
    return (await readyRows(stored.kind, actor, stored.id, asked)).weigh(asked);
  });
}

class Tally {
  readonly reasons = new Reasons();
  readonly counts = { rows: 0, fresh: 0, replayed: 0, rejected: 0, images: 0, estimated: 0, unpriced: 0 };
  #cost = money(0);

  refuse(row: number, errors: readonly InputError[]): void {
    this.counts.rejected += 1;
    this.reasons.add(row, errors);
  }

  settle(row: ReadRow, result: Booked): void {
    if ("errors" in result) this.refuse(row.row, result.errors);
    else this.counts[result.state === "accepted" ? "fresh" : "replayed"] += 1;
  }

  add({ images, cost, estimated, unpriced }: BookedSums): void {
    this.#cost = addMoney([this.#cost, cost]);
    this.counts.images += images;
    this.counts.estimated += estimated;
    this.counts.unpriced += unpriced;
  }

  preview(currency: string): Preview {
    return { ...this.counts, reasons: this.reasons.list(), cost: this.#cost.toFixed(), currency };
  }
}

async function tallyBatch(trial: Trial, batch: ReadyBatch, tally: Tally, earlier: EarlierRows): Promise<void> {
  tally.counts.rows += batch.read;
  for (const { row, errors } of batch.refused) tally.refuse(row, errors);
  const open: ReadRow[] = [];
  for (const row of batch.good) {
    const verdict = earlier.verdict(row);
    if (verdict) tally.settle(row, verdict);
    else open.push(row);
  }
  if (open.length === 0) return;
  const { results, sums } = await weigh(trial, batch.ready, open);
  results.forEach((result, index) => {
    const row = open[index];
    if (!row) return;
    tally.settle(row, result);
    if ("state" in result && result.state === "accepted") earlier.accepted(row);
  });
  tally.add(sums);
}

/** The effect of the whole file without booking it. @throws NoLongerOurs when nobody waits for it any more */
export async function previewFile(
  actor: Actor,
  stored: StoredImport,
  settled: Settled,
  signal: AbortSignal,
): Promise<void> {
  const { organizationId, id } = stored;
  const known = await knownCodes(organizationId);
  const plan = planOf(actor.organization, settled, known, { uploadedAt: stored.createdAt, asPreview: true });
  const wanted = codesToCreate(settled, known).filter(({ list }) => list === "provider");
  const tally = new Tally();
  const earlier = new EarlierRows();
  for await (const batch of ahead(readyBatches(actor, stored, batchesOf(stored, settled, plan, 0)))) {
    signal.throwIfAborted();
    await tallyBatch({ actor, stored, wanted }, batch, tally, earlier);
    if (!(await showPreviewed(db(), organizationId, id, tally.counts.rows))) throw new NoLongerOurs();
  }
  const preview = tally.preview(actor.organization.currency);
  await changeImport(db(), organizationId, id, ["previewing"], { state: "previewed", preview });
}
