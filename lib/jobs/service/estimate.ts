import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { estimateCredits } from "@/lib/credits/rules";
import { costOf, variantsOf } from "@/lib/prices/rules";
import { snapshot } from "@/lib/server/db";
import { adviceFor } from "../rules/advice";
import { type RatingSubject, rateAttempt } from "../rules/rate";
import { type Understood, understand } from "../rules/understand";
import type { EstimateAnswer, JobInput } from "../schema";
import { isHeroMotif } from "../store/change";
import { daysOf, findRepeats, findSources } from "../store/lookup";
import { type BookingContext, bookingContext, ratingContext } from "./context";
import { subjectOf } from "./prepare";
import { configHashOf, type Place, resolvePlace } from "./resolve";

/** What a job would cost, before it runs; books nothing. @throws invalid_input for unknown codes */
export async function estimate(actor: Actor, input: JobInput): Promise<EstimateAnswer> {
  authorise(actor, "jobs:read");
  return snapshot(async (tx) => {
    const context = await bookingContext(tx, actor);
    const job = understand(input);
    const [day = ""] = await daysOf(tx, [job.occurredAt], context.timeZone);
    const sources = await findSources(tx, context.organizationId, job.sourceAsset ? [job.sourceAsset] : []);
    const place = resolvePlace(context, job, day, sources.get(job.sourceAsset ?? ""));
    if (Array.isArray(place))
      throw new AppError("invalid_input", place[0]?.message ?? "Some fields need attention", place);
    const hash = configHashOf(context, job, place.providerId, job.sourceAsset ?? null);
    const repeats = hash
      ? ((await findRepeats(tx, context.organizationId, [hash])).get(hash.toString("hex")) ?? [])
      : [];
    const isHero = place.motifCode
      ? await isHeroMotif(tx, context.organizationId, place.campaignId, place.motifCode)
      : false;
    return {
      ...figures(context, job, place, subjectOf(job, place, day)),
      duplicateOf: repeats
        .filter(({ status, cost }) => status === "succeeded" && /[1-9]/.test(cost))
        .map(({ id, occurredAt }) => ({ id, occurredAt })),
      advice: adviceFor(job, isHero),
    };
  });
}

function figures(context: BookingContext, job: Understood, place: Place, subject: RatingSubject) {
  const rated = rateAttempt(ratingContext(context, place.providerId), subject, {
    status: job.status,
    cost: job.cost,
    isLast: true,
  });
  const run = { ...subject, modules: [...subject.modules] };
  const estimated = job.cost ? null : estimateCredits(context.functions, run);
  const key = {
    ...subject,
    variants: variantsOf({ width: subject.width, height: subject.height, modules: run.modules }),
  };
  const bound = (amount: string): string | null => {
    const found = costOf(context.book, { ...key, amount, unit: "CREDITS", currency: context.currency });
    return "cost" in found ? found.cost.toFixed() : null;
  };
  const amount = rated.cost?.toFixed() ?? null;
  return {
    credits: estimated && {
      expected: estimated.expected,
      low: estimated.low,
      high: estimated.high,
      method: estimated.method,
      source: estimated.source,
    },
    cost: {
      amount,
      low: estimated ? bound(estimated.low) : amount,
      high: estimated ? bound(estimated.high) : amount,
      currency: context.currency,
      unpricedReason: rated.unpricedReason,
    },
    source: rated.source,
  };
}
