import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { addMoney, type Money, money, NOTHING } from "@/lib/core/amount";
import { type Db, snapshot, transaction } from "@/lib/server/db";
import { type RatedAttempt, rateAttempt, totalsOf } from "../rules/rate";
import { PRICE_BECAME_KNOWN } from "../rules/timeline";
import type { UnpricedAnswer, UnpricedReason } from "../schema";
import {
  type Changeable,
  lockJobs,
  reverseEntries,
  type StoredAttempt,
  type UnpricedGroup,
  unpricedGroups,
} from "../store/change";
import { reclassify } from "../store/classes";
import { lockTogether, unpricedIds } from "../store/lookup";
import { insertRows } from "../store/rows";
import { updateRating } from "../store/update";
import { type BookingContext, bookingContext, ratingContext, type WritingContext, writingContext } from "./context";
import { refreshDuplicates } from "./insert";
import { scopeOf } from "./log";
import { authorColumns, usageEntry } from "./write";

const BATCH = 500;

/** Rates anew only what has no cost; what is priced stays as it was booked. */
function rateMissing(
  context: BookingContext,
  job: Omit<UnpricedGroup, "jobs">,
): { attempts: RatedAttempt[]; gained: number[]; gain: Money } {
  const subject = {
    ...{ providerId: job.providerId, walletId: job.walletId, model: job.model, kind: job.kind, day: job.day },
    ...{ width: job.width, height: job.height, steps: job.steps, modules: job.modules },
    images: job.imagesDelivered || job.imagesRequested || 1,
  };
  const rating = ratingContext(context, job.providerId);
  const attempts = job.attempts.map((attempt) => {
    if (attempt.cost !== null) return { ...attempt, cost: money(attempt.cost) };
    return rateAttempt(rating, subject, {
      status: attempt.status,
      cost: reported(attempt),
      isLast: attempt.index === job.attempts.length,
    });
  });
  const gained = attempts.flatMap(({ cost }, index) =>
    cost !== null && job.attempts[index]?.cost === null ? [index + 1] : [],
  );
  return { attempts, gained, gain: addMoney(gained.map((index) => attempts[index - 1]?.cost ?? NOTHING)) };
}

function reported({ amount, unit, source }: StoredAttempt) {
  if (amount === null || unit === null || source === null || source === "estimated") return undefined;
  return { amount, unit, source };
}

/** Unpriced jobs, a batch at a time, oldest id first. */
async function eachBatch(
  actor: Actor,
  work: (tx: Db, context: WritingContext, jobs: Changeable[]) => Promise<void>,
): Promise<void> {
  for (let after: string | null = null; ; ) {
    after = await transaction(async (tx): Promise<string | null> => {
      const ids = await unpricedIds(tx, actor.organization.id, after, BATCH);
      if (ids.length === 0) return null;
      const jobs = await lockJobs(tx, actor.organization.id, ids, actor.organization.timeZone);
      const context = await writingContext(tx, actor);
      await work(
        tx,
        context,
        jobs.filter(
          ({ voided, costCenterId }) =>
            !voided && (actor.costCenterIds === "all" || actor.costCenterIds.includes(costCenterId)),
        ),
      );
      return ids.length < BATCH ? null : (ids.at(-1) ?? null);
    });
    if (after === null) return;
  }
}

/** How many unpriced jobs would get a price now, and what they would cost; books nothing. */
export async function unpricedPreview(actor: Actor): Promise<UnpricedAnswer> {
  authorise(actor, "jobs:read");
  const { id, timeZone, currency } = actor.organization;
  return snapshot(async (tx) => {
    const context = await bookingContext(tx, actor);
    const groups = await unpricedGroups(tx, id, timeZone, scopeOf(actor));
    const reasons = new Map<UnpricedReason, number>();
    let [jobs, priceable, cost] = [0, 0, NOTHING];
    for (const group of groups) {
      const { attempts, gained, gain } = rateMissing(context, group);
      jobs += group.jobs;
      cost = money(cost.plus(gain.times(group.jobs)));
      if (gained.length > 0) priceable += group.jobs;
      const missing = attempts.find((attempt) => attempt.cost === null)?.unpricedReason;
      if (missing) reasons.set(missing, (reasons.get(missing) ?? 0) + group.jobs);
    }
    const stillUnpriced = [...reasons]
      .map(([reason, count]) => ({ reason, jobs: count }))
      .sort((a, b) => b.jobs - a.jobs);
    return { jobs, priceable, cost: cost.toFixed(), currency, stillUnpriced };
  });
}

/** Prices the unpriced jobs that now have a price; priced jobs are never moved. */
export async function priceUnpriced(actor: Actor): Promise<{ priced: number; cost: string; currency: string }> {
  authorise(actor, "prices:write");
  let [priced, total] = [0, NOTHING];
  await eachBatch(actor, async (tx, context, batch) => {
    const found = batch.map((job) => ({ job, ...rateMissing(context, job) })).filter(({ gained }) => gained.length > 0);
    if (found.length === 0) return;
    await bookPrices(tx, context, actor, found);
    priced += found.length;
    total = addMoney([total, ...found.map(({ gain }) => gain)]);
  });
  if (priced > 0)
    await transaction((tx) =>
      record(tx, actor, "jobs.priced", { kind: "job", id: null }, { jobs: priced, cost: total.toFixed() }),
    );
  return { priced, cost: total.toFixed(), currency: actor.organization.currency };
}

type Found = { job: Changeable; attempts: RatedAttempt[]; gained: number[] };

async function bookPrices(tx: Db, context: WritingContext, actor: Actor, found: readonly Found[]): Promise<void> {
  const { organizationId } = context;
  const author = authorColumns(actor);
  const reason = PRICE_BECAME_KNOWN;
  const hashes = [...new Set(found.flatMap(({ job }) => job.configHash ?? []))];
  const motifs = [...new Set(found.flatMap(({ job }) => job.motifId ?? []))];
  await lockTogether(tx, organizationId, [...motifs, ...hashes]);
  // A try that was booked in credits without a cost is reversed, so that its credits are not counted twice.
  const attempts = found.flatMap(({ job, gained }) => gained.map((index) => ({ jobId: job.id, index })));
  await reverseEntries(tx, organizationId, {
    jobIds: found.map(({ job }) => job.id),
    ...{ attempts, reason, author, months: context.months },
  });
  const recordedAt = new Date().toISOString();
  const entries = found.flatMap(({ job, attempts: rated, gained }) =>
    gained.flatMap((index) => {
      const attempt = rated[index - 1];
      const place = { ...job, jobId: job.id };
      const entry =
        attempt &&
        usageEntry(
          context,
          place,
          { ...attempt, index, cost: attempt.cost?.toFixed() ?? null },
          { author, recordedAt, reason },
        );
      return entry ? [entry] : [];
    }),
  );
  await insertRows(tx, "ledger_entry", entries);
  for (const { job, attempts: rated } of found)
    await updateRating(tx, organizationId, job.id, { attempts: rated, totals: totalsOf(rated) });
  const changed = await refreshDuplicates(
    tx,
    organizationId,
    hashes.map((hash) => Buffer.from(hash, "hex")),
  );
  await reclassify(tx, organizationId, { jobIds: [...found.map(({ job }) => job.id), ...changed] });
}
