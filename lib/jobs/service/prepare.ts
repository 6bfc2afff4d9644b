import "server-only";
import { hash } from "node:crypto";
import type { Actor } from "@/lib/core/actor";
import { type Money, money, NOTHING, roundTo, times } from "@/lib/core/amount";
import { canonicalJson } from "@/lib/core/canonical";
import type { InputError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { type RatedAttempt, type RatingSubject, rateAttempt, totalsOf } from "../rules/rate";
import { checkInput, statesByCount, type Understood, understand } from "../rules/understand";
import type { JobInput } from "../schema";
import type { Source } from "../store/lookup";
import { type BookingContext, ratingContext } from "./context";
import { configHashOf, type Place, resolvePlace, scopeError } from "./resolve";

export type BookRow = {
  input: JobInput;
  importKey?: string | undefined;
  importId?: string | undefined;
  /** Who decided on the pictures and when, where that is not the person who logs, now. */
  decided?: { by: Actor; at: string } | undefined;
};

/** A row that can be booked: resolved, rated, with its pictures. */
export type Prepared = {
  id: string;
  row: BookRow;
  job: Understood;
  place: Place;
  source: Source | undefined;
  bodyHash: string;
  configHash: Buffer | null;
  day: string;
  attempts: RatedAttempt[];
  totals: ReturnType<typeof totalsOf>;
  states: ReturnType<typeof statesByCount>;
  staffCost: Money;
};

/** Money beyond this is a slip of the keyboard, and would not fit the ledger's NUMERIC(38,18). */
const LARGEST_COST = money("1e15");

/** The same input again, however its fields were ordered, has the same hash. */
function bodyHashOf(input: JobInput): string {
  return hash("sha256", canonicalJson(input), "base64url");
}

export function subjectOf(job: Understood, place: Pick<Place, "providerId" | "walletId">, day: string): RatingSubject {
  return {
    providerId: place.providerId,
    walletId: place.walletId,
    model: job.model ?? null,
    kind: job.kind,
    day,
    width: job.width ?? null,
    height: job.height ?? null,
    steps: job.steps ?? null,
    modules: job.modules ?? [],
    images: job.imagesDelivered || job.imagesRequested || 1,
  };
}

/** Rates earlier tries and the last one, in order. */
export function rateAll(context: BookingContext, job: Understood, subject: RatingSubject): RatedAttempt[] {
  const rating = ratingContext(context, subject.providerId);
  return [
    ...(job.attempts ?? []).map(({ status, cost }) => rateAttempt(rating, subject, { status, cost, isLast: false })),
    rateAttempt(rating, subject, { status: job.status, cost: job.cost, isLast: true }),
  ];
}

/** Staff minutes × the hourly rate in force on the day, frozen on the job; 0 without a rate. */
function staffCostOf(context: BookingContext, minutes: string | undefined, day: string): Money {
  const rate = context.staffRates.findLast(({ firstDay }) => firstDay <= day);
  if (!minutes || !rate) return NOTHING;
  return money(roundTo(times(rate.perHour, minutes).dividedBy(60), 18));
}

/** @param day of the job in the organization's zone @param now milliseconds */
export function prepare(
  context: BookingContext,
  actor: Actor,
  row: BookRow,
  at: { day: string; now: number; source: Source | undefined },
): Prepared | InputError[] {
  const job = understand(row.input);
  const place = resolvePlace(context, job, at.day, at.source);
  if (Array.isArray(place)) return [...checkInput(job, at.now), ...place];
  const wrong = [...checkInput(job, at.now), ...scopeError(actor, place)];
  if (wrong.length > 0) return wrong;
  const attempts = rateAll(context, job, subjectOf(job, place, at.day));
  const totals = totalsOf(attempts);
  if (totals.knownCost.greaterThan(LARGEST_COST))
    return [
      {
        path: "cost",
        code: "TOO_LARGE",
        message: `This would cost ${totals.knownCost.toFixed(2)} ${context.currency}`,
      },
    ];
  return {
    id: newId(),
    row,
    job,
    place,
    source: at.source,
    bodyHash: bodyHashOf(row.input),
    configHash: configHashOf(context, job, place.providerId, job.sourceAsset ?? null),
    day: at.day,
    attempts,
    totals,
    states: statesByCount(job.reviewed, job.imagesDelivered),
    staffCost: staffCostOf(context, job.staffMinutes, at.day),
  };
}
