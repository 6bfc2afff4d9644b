import "server-only";
import { record } from "@/lib/audit/service";
import { can, inScope, OWN_JOB_DAYS } from "@/lib/auth/rules";
import { type Actor, authorOf } from "@/lib/core/actor";
import { money } from "@/lib/core/amount";
import { AppError, invalid } from "@/lib/core/errors";
import { ensureMotifs } from "@/lib/dimensions/service";
import { bookingMonths } from "@/lib/periods/service";
import { type Db, transaction } from "@/lib/server/db";
import { type RatedAttempt, totalsOf } from "../rules/rate";
import { checkInput, type Understood, understand } from "../rules/understand";
import type { CorrectionInput, Job, JobInput } from "../schema";
import {
  type Changeable,
  insertRevision,
  lockJobs,
  reverseEntries,
  type StoredAttempt,
  voidRows,
} from "../store/change";
import { reclassify } from "../store/classes";
import { daysOf, lockTogether } from "../store/lookup";
import { findJobs } from "../store/read";
import { insertRows } from "../store/rows";
import { changePictures, updateJob } from "../store/update";
import { type BookingContext, type WritingContext, writingContext } from "./context";
import { refreshDuplicates } from "./insert";
import { rateAll, subjectOf } from "./prepare";
import { configHashOf, type Place, resolvePlace, scopeError } from "./resolve";
import { authorColumns, usageEntry } from "./write";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Own jobs for seven days, or any with the right to correct. @throws not_found, forbidden, conflict (voided) */
function requireChange(actor: Actor, job: Changeable | undefined, id: string, now: number): asserts job is Changeable {
  if (!job || !inScope(actor, job.costCenterId)) throw new AppError("not_found", `There is no job ${id}`);
  const own = job.authorKind === actor.kind && job.authorId === actor.id;
  const recent = now - Date.parse(job.recordedAt) <= OWN_JOB_DAYS * DAY_MS;
  if (!can(actor, "jobs:correct") && !(can(actor, "jobs:correct-own") && own && recent))
    throw new AppError(
      "forbidden",
      `Your role lets you change only jobs that you logged in the last ${OWN_JOB_DAYS} days`,
    );
  if (job.voided) throw new AppError("conflict", "This job is void; it cannot be changed any more");
}

/** A stored value as an input has it: absent instead of null. */
const given = <T>(value: T | null): T | undefined => value ?? undefined;

/** What a correction cannot name and so keeps. */
function keptInput(job: Changeable) {
  return {
    iteration: given(job.iteration),
    width: given(job.width),
    height: given(job.height),
    steps: given(job.steps),
    guidance: given(job.guidance),
    sampler: given(job.sampler),
    seed: given(job.seed),
    modules: job.modules,
    upscaleFactor: given(job.upscaleFactor),
    sourceAsset: given(job.sourceAssetId),
    prompt: given(job.prompt),
    negativePrompt: given(job.negativePrompt),
    promptHash: given(job.promptHash),
    imagesRequested: job.imagesRequested,
  };
}

/** The job as an input, with the correction laid over it; null in a correction clears. */
function corrected(job: Changeable, change: CorrectionInput): Understood {
  const pick = <T>(asked: T | null | undefined, stored: T | null): T | undefined =>
    given(asked === undefined ? stored : asked);
  const code = (asked: string | null | undefined, stored: string) =>
    asked === undefined ? stored : (asked ?? "unassigned");
  const corrects = change.attempt ?? job.attempts.length;
  const tries = job.attempts.map((attempt) => ({
    ...costInput(attempt, attempt.index === corrects ? change.cost : undefined),
    status: attempt.status,
  }));
  const provider = pick(change.provider, job.provider) ?? job.provider;
  return understand({
    ...keptInput(job),
    occurredAt: pick(change.occurredAt, job.occurredAt) ?? job.occurredAt,
    provider,
    wallet: provider === job.provider ? job.wallet : undefined,
    model: pick(change.model, job.model),
    kind: pick(change.kind, job.kind) ?? job.kind,
    stage: pick(change.stage, job.stage),
    status: pick(change.status, job.status) ?? job.status,
    campaign: code(change.campaign, job.campaign),
    market: code(change.market, job.market),
    channel: code(change.channel, job.channel),
    motif: pick(change.motif, job.motif),
    imagesDelivered: change.imagesDelivered ?? (job.imagesDelivered || job.imagesRequested),
    cost: tries.at(-1)?.cost,
    attempts: tries.slice(0, -1),
  });
}

/** A try's reported amount; an estimated one is estimated anew where it counts. */
function costInput(attempt: StoredAttempt, asked: CorrectionInput["cost"]): Pick<JobInput, "cost"> {
  if (asked) return { cost: { ...asked, source: asked.source ?? "manual" } };
  if (attempt.amount === null || attempt.unit === null || attempt.source === "estimated" || attempt.source === null)
    return {};
  return { cost: { amount: attempt.amount, unit: attempt.unit, source: attempt.source } };
}

const stored = (attempt: StoredAttempt): RatedAttempt => ({
  ...attempt,
  cost: attempt.cost === null ? null : money(attempt.cost),
});

/** Changes that a new price could follow from. */
const RERATING = ["cost", "status", "occurredAt", "provider", "model", "kind", "imagesDelivered"] as const;

type Changed = { job: Understood; place: Place; day: string; attempts: RatedAttempt[] };

async function change(
  tx: Db,
  context: BookingContext,
  actor: Actor,
  before: Changeable,
  asked: CorrectionInput,
): Promise<Changed> {
  const job = corrected(before, asked);
  const [day = before.day] = await daysOf(tx, [job.occurredAt], context.timeZone);
  const place = resolvePlace(context, job, day, before.sourceAssetId ? inheritNothing(before) : undefined);
  const errors = [...(Array.isArray(place) ? place : scopeError(actor, place)), ...checkInput(job, Date.now())];
  if (Array.isArray(place) || errors.length > 0)
    throw new AppError("invalid_input", errors[0]?.message ?? "Some fields need attention", errors);
  // A campaign that moved to another cost centre takes earlier jobs along only by a correction that names it.
  const moved = asked.campaign !== undefined || asked.occurredAt !== undefined;
  const costCenterId = moved ? place.costCenterId : before.costCenterId;
  const rerate = RERATING.some((field) => asked[field] !== undefined);
  const attempts = rerate ? rateAll(context, job, subjectOf(job, place, day)) : before.attempts.map(stored);
  return { job, place: { ...place, costCenterId }, day, attempts };
}

/** Codes are explicit in a correction, so that the source picture lends none. */
const inheritNothing = (job: Changeable) => ({
  id: job.sourceAssetId ?? "",
  jobId: "",
  version: 1,
  campaignId: job.campaignId,
  marketId: job.marketId,
  channelId: job.channelId,
  motifId: null,
  motifCode: null,
  costCenterId: job.costCenterId,
});

/** What a revision remembers: each field that differs, before and after. */
function differences(before: Changeable, after: Changed): Record<string, { from: unknown; to: unknown }> {
  const cost = (
    attempts: readonly { amount: string | null; unit: string | null; cost: { toFixed(): string } | string | null }[],
  ) =>
    attempts
      .map(
        ({ amount, unit, cost }) =>
          `${amount ?? "–"} ${unit ?? ""} → ${cost === null ? "unpriced" : typeof cost === "string" ? money(cost).toFixed() : cost.toFixed()}`,
      )
      .join("; ");
  const { job, place } = after;
  const pairs: [string, unknown, unknown][] = [
    ["occurredAt", before.occurredAt, job.occurredAt],
    ["provider", before.provider, before.providerId === place.providerId ? before.provider : job.provider],
    ["model", before.model, job.model ?? null],
    ["kind", before.kind, job.kind],
    ["stage", before.stage, job.stage ?? null],
    ["status", before.status, job.status],
    ["campaign", before.campaign, before.campaignId === place.campaignId ? before.campaign : job.campaign],
    ["market", before.market, before.marketId === place.marketId ? before.market : job.market],
    ["channel", before.channel, before.channelId === place.channelId ? before.channel : job.channel],
    ["motif", before.motif, place.motifCode],
    ["imagesDelivered", before.imagesDelivered, job.imagesDelivered],
    ["cost", cost(before.attempts), cost(after.attempts)],
    ["costCenter", before.costCenterId, place.costCenterId],
  ];
  return Object.fromEntries(
    pairs.filter(([, from, to]) => from !== to).map(([field, from, to]) => [field, { from, to }]),
  );
}

/** Pictures added or taken away; decided ones and sources of other jobs stay. @throws invalid_input */
function pictureChange(before: Changeable, delivered: number): { remove: string[]; add: number[] } {
  const surplus = before.assets.filter(({ index }) => index > delivered);
  const kept = surplus.filter(({ reviewed, used }) => reviewed || used);
  if (kept.length > 0)
    throw invalid(
      "imagesDelivered",
      "DECIDED_PICTURES",
      `Picture ${kept[0]?.index} was decided or is used by another job; it cannot be taken away`,
    );
  const have = before.assets.length;
  return {
    remove: surplus.map(({ id }) => id),
    add: Array.from({ length: Math.max(0, delivered - have) }, (_, step) => have + step + 1),
  };
}

/**
 * Corrects one job: what is booked is reversed under the old places and booked anew under the new ones, both on the
 * job's day, at the price in force then. The job shows the current values; the change is a revision.
 */
export async function correctJob(actor: Actor, asked: CorrectionInput & { id: string }): Promise<Job> {
  return transaction(async (tx) => {
    const organizationId = actor.organization.id;
    const [before] = await lockJobs(tx, organizationId, [asked.id], actor.organization.timeZone);
    requireChange(actor, before, asked.id, Date.now());
    if ((asked.attempt ?? 1) > before.attempts.length)
      throw invalid("attempt", "NO_SUCH_ATTEMPT", `This job has ${before.attempts.length} attempts`);
    const context = await writingContext(tx, actor);
    const after = await change(tx, context, actor, before, asked);
    const changes = differences(before, after);
    if (Object.keys(changes).length === 0) throw invalid("", "NOTHING_CHANGES", "This is what the job says already");
    await write(tx, context, actor, { before, after, changes, reason: asked.reason });
    const [job] = await findJobs(tx, organizationId, [asked.id], null);
    if (!job) throw new Error(`Job ${asked.id} vanished`);
    return job;
  });
}

type Correction = {
  before: Changeable;
  after: Changed;
  changes: Record<string, { from: unknown; to: unknown }>;
  reason: string;
};

async function write(
  tx: Db,
  context: WritingContext,
  actor: Actor,
  { before, after, changes, reason }: Correction,
): Promise<void> {
  const { organizationId } = context;
  const author = authorColumns(actor);
  const { job, place } = after;
  const wanted = place.motifCode ? [{ campaignId: place.campaignId, code: place.motifCode }] : [];
  const [motif] = (await ensureMotifs(tx, organizationId, wanted)).values();
  const hash = configHashOf(context, job, place.providerId, before.sourceAssetId);
  const hashes = [...(before.configHash ? [Buffer.from(before.configHash, "hex")] : []), ...(hash ? [hash] : [])];
  const motifIds = [...new Set([before.motifId, motif?.id].filter((id) => id != null))];
  await lockTogether(tx, organizationId, [...motifIds, before.id, ...hashes.map((bytes) => bytes.toString("hex"))]);
  await reverseEntries(tx, organizationId, { jobIds: [before.id], reason, author, months: context.months });
  await changePictures(tx, organizationId, before.id, pictureChange(before, job.imagesDelivered));
  await updateJob(tx, organizationId, before.id, {
    job,
    place,
    motifId: motif?.id ?? null,
    configHash: hash,
    attempts: after.attempts,
    totals: totalsOf(after.attempts),
  });
  const ledgerPlace = { ...place, jobId: before.id, occurredAt: job.occurredAt, day: after.day };
  const recordedAt = new Date().toISOString();
  const entries = after.attempts.flatMap((attempt, index) => {
    const entry = usageEntry(
      context,
      ledgerPlace,
      { ...attempt, index: index + 1, cost: attempt.cost?.toFixed() ?? null },
      { author, recordedAt, reason },
    );
    return entry ? [entry] : [];
  });
  await insertRows(tx, "ledger_entry", entries);
  await insertRevision(tx, {
    organizationId,
    jobId: before.id,
    revision: before.revision + 1,
    changes,
    reason,
    ...authorOf(actor),
  });
  const changed = await refreshDuplicates(tx, organizationId, hashes);
  await reclassify(tx, organizationId, { jobIds: [before.id, ...changed], motifIds });
  await record(tx, actor, "job.corrected", { kind: "job", id: before.id }, { fields: Object.keys(changes), reason });
}

/** Takes a wrongly logged job out of every count, by reversal; its external id is free again. */
export async function voidJob(actor: Actor, { id, reason }: { id: string; reason: string }): Promise<Job> {
  return transaction(async (tx) => {
    const organizationId = actor.organization.id;
    const [job] = await lockJobs(tx, organizationId, [id], actor.organization.timeZone);
    requireChange(actor, job, id, Date.now());
    await voidJobs(tx, actor, [job], reason);
    await record(tx, actor, "job.voided", { kind: "job", id }, { reason });
    const [shown] = await findJobs(tx, organizationId, [id], null);
    if (!shown) throw new Error(`Job ${id} vanished`);
    return shown;
  });
}

/** The same for locked jobs of one transaction; the caller has asked for the right and writes the audit entry. */
export async function voidJobs(tx: Db, actor: Actor, jobs: readonly Changeable[], reason: string): Promise<void> {
  const organizationId = actor.organization.id;
  const ids = jobs.map(({ id }) => id);
  const hashes = [...new Set(jobs.flatMap(({ configHash }) => configHash ?? []))];
  const motifIds = [...new Set(jobs.flatMap(({ motifId }) => motifId ?? []))];
  await lockTogether(tx, organizationId, [...motifIds, ...ids, ...hashes]);
  const months = await bookingMonths(tx, actor.organization);
  await reverseEntries(tx, organizationId, { jobIds: ids, reason, author: authorColumns(actor), months });
  await voidRows(tx, organizationId, ids, reason);
  const changed = await refreshDuplicates(
    tx,
    organizationId,
    hashes.map((hash) => Buffer.from(hash, "hex")),
  );
  const pictured = jobs.filter(({ assets }) => assets.some(({ used }) => used)).map(({ id }) => id);
  await reclassify(tx, organizationId, { jobIds: [...changed, ...pictured], motifIds });
}
