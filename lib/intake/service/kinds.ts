import "server-only";
import type { Actor } from "@/lib/core/actor";
import { NOTHING } from "@/lib/core/amount";
import { AppError, type InputError } from "@/lib/core/errors";
import type { Campaign } from "@/lib/dimensions/schema";
import { campaigns } from "@/lib/dimensions/service/campaigns";
import type { JobInput } from "@/lib/jobs/schema";
import { type BookedSums, bookPrepared, prepareJobs, weighPrepared } from "@/lib/jobs/service";
import { voidImport } from "@/lib/jobs/service/void-import";
import { reviewJobs, withdrawImport } from "@/lib/reviews/service";
import { type Db, transaction } from "@/lib/server/db";
import { wrong } from "../rules/row";
import type { CampaignRow, ImportKind, ReviewRow } from "../schema";
import { findReceipts, insertReceipts, type Receipt, takeReceipts } from "../store/receipts";
import type { ReadRow } from "./batches";

export type Booked = { state: "accepted" | "replayed" } | { errors: InputError[] };
type Booker = (tx: Db, actor: Actor, importId: string, rows: readonly ReadRow[]) => Promise<Booked[]>;

/** Rows that wait for their transaction. */
export type ReadyRows = {
  rows: readonly ReadRow[];
  book: (tx: Db) => Promise<Booked[]>;
  /** What booking would answer for these rows, and what it would amount to; takes nothing but looks. */
  weigh: (asked: readonly ReadRow[]) => Promise<Weighed>;
};
export type Weighed = { results: Booked[]; sums: BookedSums };

/** Jobs are prepared before their transaction: the next thousand while the database books these. */
async function readyJobs(actor: Actor, importId: string, rows: readonly ReadRow[]): Promise<ReadyRows> {
  const prepared = await prepareJobs(
    actor,
    rows.map(({ input, key }) => ({ input: input as JobInput, importKey: key, importId })),
  );
  return {
    rows,
    book: () => bookPrepared(actor, prepared, "import"),
    weigh: async (asked) => {
      const wanted = new Set(asked);
      const isAsked = rows.map((row) => wanted.has(row));
      const { results, sums } = await weighPrepared(prepared, (index) => isAsked[index] === true);
      return { results: results.filter((_, index) => isAsked[index]), sums };
    },
  };
}

const NOTHING_BOOKED: BookedSums = { images: 0, cost: NOTHING, estimated: 0, unpriced: 0 };

/** Carries the result out of a transaction that must not be kept. */
class RolledBack extends Error {}

/** Runs `work` and takes back whatever it did. */
export async function rolledBack<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  const kept: { result?: T } = {};
  try {
    return await transaction(async (tx) => {
      kept.result = await work(tx);
      throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack && "result" in kept) return kept.result as T;
    throw error;
  }
}

/** Rows whose key has a receipt were taken from an earlier file; the others are booked, and get one. */
async function withReceipts(
  tx: Db,
  { organizationId, importId }: { organizationId: string; importId: string },
  rows: readonly ReadRow[],
  book: (fresh: readonly ReadRow[]) => Promise<(Booked & { subjectId?: string })[]>,
): Promise<Booked[]> {
  const taken = await findReceipts(
    tx,
    organizationId,
    rows.map(({ key }) => key),
  );
  const fresh = rows.filter(({ key }) => !taken.has(key));
  const booked = new Map<string, Booked>();
  const receipts: Receipt[] = [];
  (await book(fresh)).forEach((result, index) => {
    const key = fresh[index]?.key;
    if (key === undefined) return;
    booked.set(key, result);
    if ("state" in result && result.state === "accepted")
      receipts.push({ key, subjectId: result.subjectId ?? importId });
  });
  await insertReceipts(tx, organizationId, importId, receipts);
  return rows.map(({ key }) => booked.get(key) ?? { state: "replayed" });
}

const bookReviewRows: Booker = (tx, actor, importId, rows) =>
  withReceipts(tx, { organizationId: actor.organization.id, importId }, rows, async (fresh) => {
    const { results } = await reviewJobs(
      actor,
      fresh.map(({ input }) => input as ReviewRow),
      importId,
    );
    return results;
  });

const bookCampaignRows: Booker = (tx, actor, importId, rows) =>
  withReceipts(tx, { organizationId: actor.organization.id, importId }, rows, async (fresh) => {
    const results: (Booked & { subjectId?: string })[] = [];
    for (const { input } of fresh) results.push(await bookCampaign(actor, input as CampaignRow));
    return results;
  });

async function bookCampaign(actor: Actor, row: CampaignRow): Promise<Booked & { subjectId?: string }> {
  try {
    const { id } = await campaigns.create(actor, row);
    return { state: "accepted", subjectId: id };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "forbidden") throw error;
    const code = error.errors?.[0]?.code;
    if (code === "CODE_EXISTS" || code === "CODE_ARCHIVED") return existing(actor, row);
    return { errors: error.errors ?? [wrong("code", "REFUSED", error.message)] };
  }
}

/** A campaign that is there already: the same again, one that an undo archived, or another one with this code. */
async function existing(actor: Actor, row: CampaignRow): Promise<Booked & { subjectId?: string }> {
  const { data } = await campaigns.page(actor, { q: row.code, archived: "all", limit: 200 });
  const found = data.find(({ code }) => code.toLowerCase() === row.code.toLowerCase());
  const differing = found ? differences(found, row) : ["code"];
  if (!found || differing.length > 0) {
    const message = `There is another campaign with the code ${row.code} (${differing.join(", ")} differ); change it in the list`;
    return { errors: [wrong("code", "CONFLICT", message)] };
  }
  if (!found.archived) return { state: "replayed" };
  await campaigns.restore(actor, { id: found.id });
  return { state: "accepted", subjectId: found.id };
}

/** A cell that the file leaves empty says nothing, so it differs from nothing. */
function differences(found: Campaign, row: CampaignRow): string[] {
  const fields = ["name", "activeFrom", "activeTo", "note", "costCenter"] as const;
  return fields.filter((field) => {
    const wanted = row[field];
    return wanted !== undefined && wanted !== null && wanted.toLowerCase() !== (found[field] ?? "").toLowerCase();
  });
}

const BOOKERS: Record<Exclude<ImportKind, "jobs">, Booker> = {
  reviews: bookReviewRows,
  campaigns: bookCampaignRows,
};

/** What can be done for rows before their transaction. */
export async function readyRows(
  kind: ImportKind,
  actor: Actor,
  importId: string,
  rows: readonly ReadRow[],
): Promise<ReadyRows> {
  if (kind === "jobs") return readyJobs(actor, importId, rows);
  return {
    rows,
    book: (tx) => BOOKERS[kind](tx, actor, importId, rows),
    weigh: async (asked) => ({
      results: await rolledBack((tx) => BOOKERS[kind](tx, actor, importId, asked)),
      sums: NOTHING_BOOKED,
    }),
  };
}

/** Takes back what an import did: jobs are voided, decisions withdrawn, campaigns archived. @returns how many */
export async function takeBack(
  actor: Actor,
  { id, kind }: { id: string; kind: ImportKind },
  reason: string,
): Promise<number> {
  const forget = () => transaction((tx) => takeReceipts(tx, actor.organization.id, id));
  if (kind === "jobs") return voidImport(actor, id, reason);
  if (kind === "reviews") {
    const withdrawn = await withdrawImport(actor, id, reason);
    await forget();
    return withdrawn;
  }
  return transaction(async (tx) => {
    const ids = await takeReceipts(tx, actor.organization.id, id);
    for (const campaign of ids) await campaigns.archive(actor, { id: campaign });
    return ids.length;
  });
}
