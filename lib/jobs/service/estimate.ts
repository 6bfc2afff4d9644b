import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { estimateCredits } from "@/lib/credits/rules";
import { costOf, variantsOf } from "@/lib/prices/rules";
import { type Db, snapshot } from "@/lib/server/db";
import type { AdviceSettings } from "@/lib/settings/schema";
import { adviceOf } from "@/lib/settings/service";
import { adviceFor } from "../rules/advice";
import { type RatingSubject, rateAttempt } from "../rules/rate";
import { motifAdvice, withJob } from "../rules/rounds";
import { type Understood, understand } from "../rules/understand";
import type { Advised, EstimateAnswer, JobInput } from "../schema";
import { isHeroMotif } from "../store/change";
import { daysOf, findRepeats, findSources } from "../store/lookup";
import { findMotif, selectRounds } from "../store/rounds";
import { type BookingContext, bookingContext, ratingContext } from "./context";
import { scopeOf } from "./log";
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
    const usual = await adviceOf(tx, context.organizationId);
    return {
      ...figures(context, job, place, subjectOf(job, place, day)),
      duplicateOf: repeats
        .filter(({ status, cost }) => status === "succeeded" && /[1-9]/.test(cost))
        .map(({ id, occurredAt }) => ({ id, occurredAt })),
      advice: [...adviceFor(job, isHero, usual), ...(await adviceOnMotif(tx, actor, { job, place, usual }))],
    };
  });
}

/** What the motif's history says to one more job of it, with the money already spent. */
async function adviceOnMotif(
  tx: Db,
  actor: Actor,
  { job, place, usual }: { job: Understood; place: Place; usual: AdviceSettings },
): Promise<Advised[]> {
  if (!place.motifCode) return [];
  const { campaignId, motifCode: code } = place;
  const motif = await findMotif(tx, actor.organization.id, { campaignId, code });
  if (!motif) return [];
  const rounds = await selectRounds(tx, actor.organization.id, motif.id, scopeOf(actor));
  return motifAdvice(withJob(rounds, job), usual, motif.dropped);
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
