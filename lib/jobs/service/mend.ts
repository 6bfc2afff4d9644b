import "server-only";
import { createHash } from "node:crypto";
import { record } from "@/lib/audit/service";
import { inScope } from "@/lib/auth/rules";
import { authorise } from "@/lib/auth/service";
import { type Actor, authorOf } from "@/lib/core/actor";
import { AppError, type InputError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { type BookingLists, motifKey } from "@/lib/dimensions/rules";
import { bookingLists, ensureMotifs } from "@/lib/dimensions/service";
import { type BookingMonths, bookedPeriod } from "@/lib/ledger/rules";
import { bookingMonths } from "@/lib/periods/service";
import { type Db, snapshot, transaction } from "@/lib/server/db";
import {
  allMoves,
  bookedLater,
  changedFields,
  costOf,
  type ListsById,
  listsById,
  type Mendable,
  type Mended,
  movesMoney,
  type Plan,
  planFor,
  planOf,
  type Standing,
  type Wish,
} from "../rules/mend";
import { toJobFilter } from "../schema/list";
import {
  MENDED_FIELDS,
  type MendAnswer,
  type MendedField,
  type MendInput,
  type MendPreview,
  type MendPreviewInput,
  MOST_MENDED,
  type Run,
  type RunsQuery,
} from "../schema/mend";
import { type Booked, bookedOf, reverseEntries } from "../store/change";
import { reclassify } from "../store/classes";
import { bothConditions } from "../store/filter";
import { lockTogether } from "../store/lookup";
import {
  findMendable,
  findRun,
  insertRevisions,
  insertRun,
  isOneOf,
  lockMendable,
  moveJobs,
  type RunRevision,
  readMendable,
  revisionsOf,
  selectRuns,
} from "../store/mend";
import { insertRows, type Row } from "../store/rows";
import { jobsMatching } from "./log";
import { find, isResolved } from "./resolve";
import { type Author, authorColumns } from "./write";

type Asked = Pick<MendPreviewInput, "ids" | "filter" | MendedField>;
type Planned = Plan & { lists: ListsById; months: BookingMonths };

const EVERY_LIVE_JOB = toJobFilter({ state: "live" });

/** Ids of the jobs that are asked for and that the actor may see. @throws invalid_input when they are too many */
async function chosenIds(tx: Db, actor: Actor, { ids, filter }: Asked): Promise<string[]> {
  const { condition } = await jobsMatching(tx, actor, filter ?? EVERY_LIVE_JOB);
  const found = await findMendable(tx, ids ? bothConditions(condition, isOneOf(ids)) : condition, MOST_MENDED + 1);
  if (found.length > MOST_MENDED)
    throw invalid("filter", "TOO_MANY_JOBS", "More than 10,000 jobs match; narrow the filter, for instance by days");
  return found;
}

/** Codes → rows; null means unassigned. @throws invalid_input with every code that no list has */
function wishOf(actor: Actor, asked: Asked, lists: BookingLists): Wish {
  const errors: InputError[] = [];
  const look = <T extends { id: string; code: string; archived: boolean }>(
    field: MendedField,
    list: readonly T[],
  ): T | undefined => {
    const code = asked[field];
    if (code === undefined) return undefined;
    const row = find(field, code ?? "unassigned", list);
    if (isResolved(row)) return row;
    errors.push(row);
    return undefined;
  };
  const campaign = look("campaign", lists.campaigns);
  const market = look("market", lists.markets);
  const channel = look("channel", lists.channels);
  const costCenter = look("costCenter", lists.costCenters);
  if (costCenter && !inScope(actor, costCenter.id)) errors.push(outOfScope("costCenter"));
  if (errors.length > 0) throw new AppError("invalid_input", errors[0]?.message ?? "Some codes are unknown", errors);
  return {
    ...(campaign ? { campaign } : {}),
    ...(market ? { marketId: market.id } : {}),
    ...(channel ? { channelId: channel.id } : {}),
    ...(costCenter ? { costCenterId: costCenter.id } : {}),
    ...(asked.motif === undefined ? {} : { motif: asked.motif }),
  };
}

const outOfScope = (path: string): InputError => ({
  path,
  code: "OUT_OF_SCOPE",
  message: "This belongs to a cost centre that you may not book on",
});

/** What would become of the jobs that are asked for. @param lock held until the transaction ends */
async function plan(tx: Db, actor: Actor, asked: Asked, { lock }: { lock: boolean }): Promise<Planned> {
  const { id: organizationId, timeZone } = actor.organization;
  const months = await bookingMonths(tx, actor.organization);
  const all = await bookingLists(tx, organizationId);
  const wish = wishOf(actor, asked, all);
  const lists = listsById(all);
  const ids = await chosenIds(tx, actor, asked);
  if (lock) await lockMendable(tx, organizationId, ids);
  const jobs = await readMendable(tx, organizationId, ids, timeZone);
  const planned = planFor(jobs, wish, lists);
  if (planned.mended.some(({ after }) => !inScope(actor, after.costCenterId)))
    throw new AppError("invalid_input", outOfScope("campaign").message, [outOfScope("campaign")]);
  const missing = (asked.ids ? new Set(asked.ids).size : ids.length) - jobs.length;
  const skipped = missing > 0 ? [...planned.skipped, { code: "NOT_FOUND" as const, jobs: missing }] : planned.skipped;
  return { ...planned, skipped, lists, months };
}

const said = ({ mended, unchanged, skipped, lists, months }: Planned, currency: string) => ({
  jobs: mended.length,
  unchanged,
  skipped,
  cost: costOf(mended).toFixed(),
  currency,
  unpriced: mended.filter(({ job }) => job.isUnpriced).length,
  moves: allMoves(mended, lists),
  bookedLater: bookedLater(mended, months),
});

/** The same for the same jobs as they are, and for nothing else. */
function fingerprintOf({ mended, unchanged, skipped }: Plan): string {
  const hash = createHash("sha256");
  for (const { job, after } of mended)
    hash.update(JSON.stringify([job.id, job.revision, job.knownCost, after.campaignId, after.costCenterId]));
  return hash.update(JSON.stringify([mended.map(({ after }) => after), unchanged, skipped])).digest("hex");
}

/** What correcting many jobs would do; changes nothing. `preview` of the answer is what the correction asks for. */
export async function previewMend(actor: Actor, asked: MendPreviewInput): Promise<MendPreview> {
  authorise(actor, "jobs:correct");
  return transaction(async (tx) => {
    const planned = await plan(tx, actor, asked, { lock: false });
    return { ...said(planned, actor.organization.currency), preview: fingerprintOf(planned) };
  });
}

/**
 * Corrects many jobs exactly as previewed: what is booked is reversed under the old places and booked anew under the new
 * ones, with the same amounts. One run, one audit entry, a revision per job.
 * @throws conflict when other jobs match than in the preview, or one of them has changed since
 */
export async function mendJobs(actor: Actor, { reason, preview, ...asked }: MendInput): Promise<MendAnswer> {
  authorise(actor, "jobs:correct");
  return transaction(async (tx) => {
    const planned = await plan(tx, actor, asked, { lock: true });
    if (fingerprintOf(planned) !== preview) {
      const message = "The jobs have changed since the preview; look at it again";
      throw new AppError("conflict", message, [{ path: "preview", code: "CHANGED_SINCE_PREVIEW", message }]);
    }
    const changes = Object.fromEntries(
      MENDED_FIELDS.flatMap((field) => (asked[field] === undefined ? [] : [[field, asked[field] ?? null]])),
    );
    return write(tx, actor, planned, { reason, changes, undoes: null });
  });
}

type RunWords = { reason: string; changes: Record<string, string | null>; undoes: string | null };

async function write(
  tx: Db,
  actor: Actor,
  planned: Planned,
  { reason, changes, undoes }: RunWords,
): Promise<MendAnswer> {
  const { mended, lists, months } = planned;
  if (mended.length === 0) throw invalid("", "NOTHING_CHANGES", "This is what the jobs say already");
  const { id: organizationId, currency } = actor.organization;
  const author = authorColumns(actor);
  const ids = mended.map(({ job }) => job.id);
  const motifs = await motifsAfter(tx, organizationId, mended);
  const motifOf = ({ after }: Mended) =>
    after.motif ? (motifs.get(motifKey(after.campaignId, after.motif)) ?? null) : null;
  const touched = mended.filter((one) => motifOf(one) !== one.job.motifId);
  const motifIds = [...new Set(touched.flatMap((one) => [motifOf(one), one.job.motifId].filter((id) => id !== null)))];
  await lockTogether(tx, organizationId, [...motifIds, ...ids]);

  const money = mended.filter(movesMoney).map(({ job }) => job.id);
  const booked = await bookedOf(tx, organizationId, money);
  await reverseEntries(tx, organizationId, { jobIds: money, reason, author, months });
  await moveJobs(
    tx,
    organizationId,
    mended.map((one) => ({ ...one.after, id: one.job.id, motifId: motifOf(one), flags: one.flags })),
  );
  await insertRows(tx, "ledger_entry", bookedAnew(booked, mended, { reason, author, months }));

  const cost = costOf(mended).toFixed();
  const run = { id: newId(), changes, reason, jobs: mended.length, cost, undoes, ...authorOf(actor) };
  await insertRun(tx, organizationId, run);
  await insertRevisions(
    tx,
    organizationId,
    run,
    mended.map((one) => revisionOf(one, lists)),
  );
  if (touched.length > 0) await reclassify(tx, organizationId, { jobIds: touched.map(({ job }) => job.id), motifIds });
  const fields = [...new Set(mended.flatMap(({ job, after }) => changedFields(job, after)))];
  const summary = { jobs: mended.length, fields, reason, run: run.id, ...(undoes ? { undoes } : {}) };
  await record(tx, actor, "jobs.corrected", { kind: "job", id: null }, summary);
  return { ...said(planned, currency), id: run.id, undoes };
}

/** The same amounts once more, under the places where their jobs stand now, in the month of the job's day. */
function bookedAnew(
  booked: readonly Booked[],
  mended: readonly Mended[],
  { reason, author, months }: { reason: string; author: Author; months: BookingMonths },
): Row<"ledger_entry">[] {
  const byJob = new Map(mended.map((one) => [one.job.id, one]));
  return booked.map((entry) => {
    const one = byJob.get(entry.job_id);
    if (!one) throw new Error("An entry of a job that is not corrected");
    const { campaignId, marketId, channelId, costCenterId } = one.after;
    return {
      ...entry,
      id: newId(),
      ...{ campaign_id: campaignId, market_id: marketId, channel_id: channelId, cost_center_id: costCenterId },
      booked_period: bookedPeriod(one.job.day, months),
      reason,
      ...author,
    };
  });
}

async function motifsAfter(tx: Db, organizationId: string, mended: readonly Mended[]): Promise<Map<string, string>> {
  const wanted = new Map(
    mended.flatMap(({ after: { campaignId, motif } }) =>
      motif ? [[motifKey(campaignId, motif), { campaignId, code: motif }] as const] : [],
    ),
  );
  const motifs = await ensureMotifs(tx, organizationId, [...wanted.values()]);
  return new Map([...motifs].map(([key, { id }]) => [key, id]));
}

/** In the words of the correction of one job, and the ids that an undo goes back to. */
function revisionOf({ job, after }: Mended, lists: ListsById): RunRevision {
  const words: Record<MendedField, (at: Standing) => string | null | undefined> = {
    campaign: ({ campaignId }) => lists.campaigns.get(campaignId)?.code,
    // As the correction of one job keeps it.
    costCenter: ({ costCenterId }) => costCenterId,
    market: ({ marketId }) => lists.markets.get(marketId)?.code,
    channel: ({ channelId }) => lists.channels.get(channelId)?.code,
    motif: ({ motif }) => motif,
  };
  const changes = changedFields(job, after).map((field) => [
    field,
    { from: words[field](job), to: words[field](after) },
  ]);
  const { campaignId, costCenterId, marketId, channelId, motif } = job;
  return {
    jobId: job.id,
    revision: job.revision + 1,
    changes: Object.fromEntries(changes),
    before: { campaignId, costCenterId, marketId, channelId, motif },
  };
}

/**
 * Takes a run back by a reverse correction: each of its jobs says again what it said before. Jobs that were changed since
 * stay as they are now.
 * @throws not_found, conflict (undone already), invalid_input (nothing to take back)
 */
export async function undoMend(actor: Actor, { id }: { id: string }): Promise<MendAnswer> {
  authorise(actor, "jobs:correct");
  return transaction(async (tx) => {
    const { id: organizationId, timeZone } = actor.organization;
    const run = await findRun(tx, organizationId, id);
    if (!run) throw new AppError("not_found", `There is no correction ${id}`);
    const message = "This correction has been undone already";
    if (run.undoneBy) throw new AppError("conflict", message, [{ path: "id", code: "UNDONE", message }]);
    const months = await bookingMonths(tx, actor.organization);
    const lists = listsById(await bookingLists(tx, organizationId));
    const revisions = await revisionsOf(tx, organizationId, id);
    const ids = revisions.map(({ jobId }) => jobId);
    await lockMendable(tx, organizationId, ids);
    const jobs = await readMendable(tx, organizationId, ids, timeZone);
    const before = new Map(
      revisions.map(({ jobId, revision, before: at }) => [jobId, { revision, at: at as Standing }]),
    );
    const wish = (job: Mendable) => {
      const kept = before.get(job.id);
      if (kept?.revision !== job.revision) return "CHANGED_SINCE";
      return inScope(actor, job.costCenterId) && inScope(actor, kept.at.costCenterId) ? kept.at : "NOT_FOUND";
    };
    const planned = planOf(jobs, wish, lists);
    const gone = ids.length - jobs.length;
    const skipped = gone > 0 ? [...planned.skipped, { code: "CHANGED_SINCE" as const, jobs: gone }] : planned.skipped;
    return write(tx, actor, { ...planned, skipped, lists, months }, { reason: run.reason, changes: {}, undoes: id });
  });
}

/** Corrections of many jobs, newest first. Who is limited to cost centres sees none: a run may be about others. */
export async function mendRuns(
  actor: Actor,
  { limit, cursor }: RunsQuery,
): Promise<{ data: Run[]; nextCursor: string | null }> {
  authorise(actor, "jobs:correct");
  if (actor.costCenterIds !== "all") return { data: [], nextCursor: null };
  if (cursor !== undefined && !/^[0-9a-f-]{36}$/.test(cursor))
    throw invalid("cursor", "INVALID_CURSOR", "This cursor is not one of ours; start again without it");
  return snapshot(async (tx) => {
    const rows = await selectRuns(tx, actor.organization.id, { before: cursor ?? null, limit: limit + 1 });
    const data = rows.slice(0, limit);
    return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
  });
}
