import { addCredits, addMoney, credits, type Money, NOTHING } from "@/lib/core/amount";
import { type CreditFunction, estimateCredits } from "@/lib/credits/rules";
import { costOf, type PriceBook, priceInForce, variantsOf } from "@/lib/prices/rules";
import type { CostSource, UnpricedReason } from "../schema";
import type { Kind, Status } from "./vocabulary";

export type Reported = { amount: string; unit: string; source?: CostSource | undefined };

/** One try as it is stored: its amount, and either a cost or the reason why there is none. */
export type RatedAttempt = {
  status: Status;
  amount: string | null;
  unit: string | null;
  source: CostSource | null;
  cost: Money | null;
  unpricedReason: UnpricedReason | null;
  priceId: string | null;
  rateId: string | null;
};

/** What a price depends on. `day` is the job's day in the organization's zone. */
export type RatingSubject = {
  providerId: string;
  walletId: string;
  model: string | null;
  kind: Kind;
  day: string;
  width: number | null;
  height: number | null;
  steps: number | null;
  modules: readonly string[];
  /** Pictures that an estimate counts: the delivered ones, else those asked for. */
  images: number;
};

export type RatingContext = {
  book: PriceBook;
  functions: readonly CreditFunction[];
  currency: string;
  failuresAreFree: boolean;
};

const unpriced = (status: Status, reason: UnpricedReason, known?: Partial<RatedAttempt>): RatedAttempt => ({
  status,
  amount: null,
  unit: null,
  source: null,
  cost: null,
  unpricedReason: reason,
  priceId: null,
  rateId: null,
  ...known,
});

function priced(
  context: RatingContext,
  subject: RatingSubject,
  status: Status,
  reported: Required<Reported>,
): RatedAttempt {
  const known = { amount: reported.amount, unit: reported.unit, source: reported.source ?? "reported" };
  const found = costOf(context.book, {
    ...subjectKey(subject),
    amount: reported.amount,
    unit: reported.unit,
    currency: context.currency,
  });
  if ("unpricedReason" in found) return unpriced(status, found.unpricedReason, known);
  return { status, ...known, cost: found.cost, unpricedReason: null, priceId: found.priceId, rateId: found.rateId };
}

function subjectKey(subject: RatingSubject) {
  const { providerId, walletId, model, day } = subject;
  return {
    providerId,
    walletId,
    model,
    day,
    variants: variantsOf({ width: subject.width, height: subject.height, modules: [...subject.modules] }),
  };
}

/** What a try would cost that nobody reported: credits by the credit function, else a price per image; else null. */
function estimateAmount(context: RatingContext, subject: RatingSubject): { amount: string; unit: string } | null {
  const estimated = estimateCredits([...context.functions], { ...subject, modules: [...subject.modules] });
  if (estimated) return { amount: estimated.expected, unit: "CREDITS" };
  const makes = subject.kind === "generation" || subject.kind === "variation";
  const perImage = priceInForce(context.book, { ...subjectKey(subject), unit: "IMAGES" });
  if (perImage) return { amount: String(makes ? subject.images : 1), unit: "IMAGES" };
  return null;
}

/**
 * Rates one try: reported always wins; a failed try without a reported cost is not estimated (0 where the provider's
 * failures are free); an unknown one is unpriced until it is settled; a last, succeeded one is estimated where possible.
 */
export function rateAttempt(
  context: RatingContext,
  subject: RatingSubject,
  attempt: { status: Status; cost?: Reported | undefined; isLast: boolean },
): RatedAttempt {
  const { status, cost: reported } = attempt;
  if (status === "unknown")
    return unpriced(
      status,
      "UNKNOWN_STATUS",
      reported && { amount: reported.amount, unit: reported.unit, source: reported.source ?? "reported" },
    );
  if (reported) return priced(context, subject, status, { ...reported, source: reported.source ?? "reported" });
  if (status === "failed") {
    if (!context.failuresAreFree) return unpriced(status, "FAILED_WITHOUT_COST");
    return { ...unpriced(status, "NO_AMOUNT"), cost: NOTHING, unpricedReason: null };
  }
  const estimate = attempt.isLast ? estimateAmount(context, subject) : null;
  return estimate
    ? priced(context, subject, status, { ...estimate, source: "estimated" })
    : unpriced(status, "NO_AMOUNT");
}

/** The sums of a job over its tries, as they are kept on the job. */
export function totalsOf(attempts: readonly RatedAttempt[]) {
  const missing = attempts.find(({ cost }) => cost === null);
  const knownCost = addMoney(attempts.flatMap(({ cost }) => (cost ? [cost] : [])));
  const estimated = attempts.filter(({ source }) => source === "estimated");
  const inCredits = attempts.filter(({ unit }) => unit === "CREDITS");
  return {
    attempts: attempts.length,
    failedAttempts: attempts.filter(({ status }) => status === "failed").length,
    cost: missing ? null : knownCost,
    unpricedReason: missing?.unpricedReason ?? null,
    knownCost,
    estimatedCost: addMoney(estimated.flatMap(({ cost }) => (cost ? [cost] : []))),
    estimatedAttempts: estimated.length,
    /** What failed tries before the last one cost; the last one is judged with its job. */
    failedAttemptsCost: addMoney(
      attempts.slice(0, -1).flatMap(({ status, cost }) => (status === "failed" && cost ? [cost] : [])),
    ),
    credits: inCredits.length === 0 ? null : addCredits(inCredits.map(({ amount }) => credits(amount ?? 0))).toFixed(),
  };
}
