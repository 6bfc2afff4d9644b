import "server-only";
import { setImmediate } from "node:timers/promises";
import { inScope } from "@/lib/auth/rules";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { addMoney, type Money } from "@/lib/core/amount";
import type { InputError } from "@/lib/core/errors";
import { storableInstant } from "@/lib/core/instant";
import type { BookingMonths } from "@/lib/ledger/rules";
import { type Db, db, transaction } from "@/lib/server/db";
import type { Entry } from "./schema";
import { conflictOf } from "./service/conflict";
import { type BookingContext, writingContext } from "./service/context";
import { type Draft, draftAhead, insertAll } from "./service/insert";
import { type BookRow, type Prepared, prepare } from "./service/prepare";
import { type Booked, beginBooking, daysOf, findBooked, findSources } from "./store/lookup";
import { keepStatistics } from "./store/statistics";

/** From here on a batch can change what the planner should know of the tables. */
const MANY = 100;
const ROWS_AT_ONCE = 25;

export type BookResult = { id: string; state: "accepted" | "replayed" } | { errors: InputError[] };

/**
 * Books up to 1,000 jobs in one transaction (the open one, if there is one): good rows are booked whole, with tries,
 * ledger entries, pictures and decisions; bad rows say why. A row whose external id or import key is already booked is
 * replayed when it says the same, refused as CONFLICT when it does not.
 * @throws forbidden when the actor may not log jobs
 */
export async function bookJobs(
  actor: Actor,
  rows: readonly BookRow[],
  entry: Entry,
): Promise<{ results: BookResult[] }> {
  authorise(actor, "jobs:log");
  return transaction(async (tx) => {
    const { months, ...context } = await writingContext(tx, actor);
    const prepared = await prepareWith(tx, context, actor, rows);
    return { results: await write(tx, actor, prepared, { months, entry }) };
  });
}

/** Rows that are resolved and rated, and what is wrong with the others. */
export type PreparedJobs = {
  context: BookingContext;
  prepared: readonly Indexed[];
  /** What was booked already when the rows were prepared. */
  booked: readonly Booked[];
  results: readonly BookResult[];
  /** Made ahead for an import. */
  draft?: Draft | undefined;
};

/**
 * The first half of `bookJobs`, which changes nothing: an import does it for the next rows while these are being booked.
 * @throws forbidden when the actor may not log jobs
 */
export async function prepareJobs(actor: Actor, rows: readonly BookRow[]): Promise<PreparedJobs> {
  authorise(actor, "jobs:log");
  const context = await writingContext(db(), actor);
  const jobs = await prepareWith(db(), context, actor, rows);
  if (jobs.booked.length > 0) return jobs;
  await setImmediate();
  const all = jobs.prepared.map(({ job }) => job);
  return { ...jobs, draft: draftAhead(context, actor, all, "import") };
}

async function prepareWith(
  tx: Db,
  context: BookingContext,
  actor: Actor,
  rows: readonly BookRow[],
): Promise<PreparedJobs> {
  const results = new Array<BookResult>(rows.length);
  const prepared = await prepareAll(tx, context, actor, rows, results);
  return { context, prepared, booked: await bookedOf(tx, context, prepared), results };
}

/** The second half of `bookJobs`. */
export async function bookPrepared(actor: Actor, jobs: PreparedJobs, entry: Entry): Promise<BookResult[]> {
  return transaction(async (tx) => {
    // Before anything else: what was prepared earlier may belong to a month that closed meanwhile.
    const { months } = await beginBooking(tx, actor.organization.id, actor.organization.timeZone);
    return write(tx, actor, jobs, { months, entry });
  });
}

async function write(
  tx: Db,
  actor: Actor,
  { context, prepared, booked, results: found, draft }: PreparedJobs,
  { months, entry }: { months: BookingMonths; entry: Entry },
): Promise<BookResult[]> {
  const results = [...found];
  // What was booked since then is met by the insert, and looked for once more.
  const { fresh, twins } = await withoutBooked(tx, context, prepared, { booked, results });
  const inserted = await insertAll(
    tx,
    { ...context, months },
    actor,
    fresh.map(({ job }) => job),
    { entry, draft },
  );
  const raced = fresh.filter(({ job }) => !inserted.has(job.id));
  for (const { job, index } of fresh) if (inserted.has(job.id)) results[index] = { id: job.id, state: "accepted" };
  // Another transaction booked these between our look and our insert: now they can be seen.
  const now = await bookedOf(tx, context, raced);
  const still = await withoutBooked(tx, context, raced, { booked: now, results });
  for (const { index } of still.fresh)
    results[index] = {
      errors: [
        { path: "externalId", code: "CONFLICT", message: "This job was booked at the same moment; send it again" },
      ],
    };
  if (inserted.size >= MANY) await keepStatistics(tx);
  settleTwins(twins, results);
  return results;
}

/**
 * What `bookPrepared` would answer now for the rows that are asked for, and what the new jobs would amount to. It goes
 * the same way up to the insert, which can only refuse what another transaction books at that moment.
 */
export async function weighPrepared(
  { context, prepared, booked, results: found }: PreparedJobs,
  asked: (index: number) => boolean,
): Promise<{ results: BookResult[]; sums: BookedSums }> {
  const results = [...found];
  const rows = prepared.filter(({ index }) => asked(index));
  const { fresh, twins } = await withoutBooked(db(), context, rows, { booked, results });
  for (const { job, index } of fresh) results[index] = { id: job.id, state: "accepted" };
  settleTwins(twins, results);
  return { results, sums: sumsOf(fresh.map(({ job }) => job)) };
}

/** What new jobs amount to. */
export type BookedSums = { images: number; cost: Money; estimated: number; unpriced: number };

function sumsOf(jobs: readonly Prepared[]): BookedSums {
  return {
    images: jobs.reduce((sum, { job }) => sum + job.imagesDelivered, 0),
    cost: addMoney(jobs.map(({ totals }) => totals.knownCost)),
    estimated: jobs.filter(({ totals }) => totals.estimatedAttempts > 0).length,
    unpriced: jobs.filter(({ totals }) => totals.unpricedReason !== null).length,
  };
}

function settleTwins(twins: readonly Twin[], results: BookResult[]): void {
  for (const { job, index, of } of twins) results[index] = twinResult(job, of, results[of.index]);
}

type Indexed = { job: Prepared; index: number };
/** A row whose external id or import key stood in an earlier row of the same batch. */
type Twin = Indexed & { of: Indexed };

async function prepareAll(
  tx: Db,
  context: BookingContext,
  actor: Actor,
  rows: readonly BookRow[],
  results: BookResult[],
): Promise<Indexed[]> {
  const days = await daysOf(
    tx,
    rows.map(({ input }) => storableInstant(input.occurredAt)),
    context.timeZone,
  );
  const sourceIds = rows.flatMap(({ input }) => (input.sourceAsset ? [input.sourceAsset] : []));
  const sources = await findSources(tx, context.organizationId, sourceIds);
  const now = Date.now();
  const prepared: Indexed[] = [];
  for (const [index, row] of rows.entries()) {
    // The database's answers to what is booked meanwhile must not wait for a thousand rows.
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate();
    const found = row.input.sourceAsset ? sources.get(row.input.sourceAsset) : undefined;
    const source = found && inScope(actor, found.costCenterId) ? found : undefined;
    const job = prepare(context, actor, row, { day: days[index] ?? "", now, source });
    if (Array.isArray(job)) results[index] = { errors: job };
    else prepared.push({ job, index });
  }
  return prepared;
}

const keysOf = ({ place, job, row }: Prepared) => [
  ...(job.externalId ? [`${place.providerId} ${job.externalId}`] : []),
  ...(row.importKey ? [row.importKey] : []),
];

/** Live jobs under the external ids and import keys of these rows. */
function bookedOf(tx: Db, context: BookingContext, prepared: readonly Indexed[]): Promise<Booked[]> {
  return findBooked(tx, context.organizationId, {
    externals: prepared.flatMap(({ job: { place, job } }) =>
      job.externalId ? [{ providerId: place.providerId, externalId: job.externalId }] : [],
    ),
    importKeys: prepared.flatMap(({ job }) => (job.row.importKey ? [job.row.importKey] : [])),
  });
}

/** Settles rows that are booked already, or stand twice in this batch; returns the others. */
async function withoutBooked(
  tx: Db,
  context: BookingContext,
  prepared: readonly Indexed[],
  { booked, results }: { booked: readonly Booked[]; results: BookResult[] },
): Promise<{ fresh: Indexed[]; twins: Twin[] }> {
  const byKey = new Map<string, Booked>();
  for (const row of booked) {
    if (row.externalId) byKey.set(`${row.providerId} ${row.externalId}`, row);
    if (row.importKey) byKey.set(row.importKey, row);
  }
  const seen = new Map<string, Indexed>();
  const fresh: Indexed[] = [];
  const twins: Twin[] = [];
  for (const item of prepared) {
    const keys = keysOf(item.job);
    const before = keys.map((key) => byKey.get(key)).find(Boolean);
    const twin = keys.map((key) => seen.get(key)).find(Boolean);
    if (before) results[item.index] = await replayOrConflict(tx, context, item.job, before);
    else if (twin) twins.push({ ...item, of: twin });
    else {
      fresh.push(item);
      for (const key of keys) seen.set(key, item);
    }
  }
  return { fresh, twins };
}

async function replayOrConflict(tx: Db, context: BookingContext, job: Prepared, before: Booked): Promise<BookResult> {
  // A row of a file is itself again by its key alone: what a person decided for the file may differ the second time.
  if (before.bodyHash === job.bodyHash || (job.row.importKey && job.row.importKey === before.importKey))
    return { id: before.id, state: "replayed" };
  return { errors: [await conflictOf(tx, context.organizationId, before.id, job)] };
}

/** The second row of one id in a batch: the same body is a replay of the first, another one a conflict. */
function twinResult(job: Prepared, of: Indexed, first: BookResult | undefined): BookResult {
  if (first && "id" in first && of.job.bodyHash === job.bodyHash) return { id: first.id, state: "replayed" };
  const message = `Row ${of.index} of this batch has the same id and says something else`;
  return { errors: [{ path: "externalId", code: "CONFLICT", message }] };
}
