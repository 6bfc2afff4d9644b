import "server-only";
import { hash } from "node:crypto";
import { type Actor, authorOf } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { bookedPeriod } from "@/lib/ledger/rules";
import { type Classified, classify, countPictures } from "../rules/classify";
import type { Entry } from "../schema";
import type { Parts, Row } from "../store/rows";
import type { BookingContext, WritingContext } from "./context";
import type { Prepared } from "./prepare";

export type Author = ReturnType<typeof authorColumns>;

export function authorColumns(actor: Actor) {
  const { authorKind, authorId } = authorOf(actor);
  return { author_kind: authorKind, author_id: authorId };
}

type Extra = {
  motifId: string | null;
  motifDropped: boolean;
  motifApprovedIteration: number | null;
  entry: Entry;
  recordedAt: string;
};

/** A row of the job table; its classes are those of a job on its own, `reclassify` follows where others matter. */
export function jobRow(context: BookingContext, prepared: Prepared, extra: Extra, author: Author): Row<"job"> {
  const { job, place, totals } = prepared;
  const classified: Classified = {
    kind: job.kind,
    status: job.status,
    knownCost: totals.knownCost,
    failedAttemptsCost: totals.failedAttemptsCost,
    isDuplicate: false,
    motifDropped: extra.motifDropped,
    iteration: job.iteration ?? 1,
    motifApprovedIteration: extra.motifApprovedIteration,
    hasMotif: extra.motifId !== null,
    pictures: prepared.states,
    sourceClass: null,
  };
  const classes = classify(classified);
  const counts = countPictures(classified);
  return {
    organization_id: context.organizationId,
    id: prepared.id,
    external_id: job.externalId,
    import_key: prepared.row.importKey,
    import_id: prepared.row.importId,
    body_hash: prepared.bodyHash,
    provider_id: place.providerId,
    wallet_id: place.walletId,
    model: job.model,
    kind: job.kind,
    stage: job.stage,
    status: job.status,
    entry: extra.entry,
    occurred_at: job.occurredAt,
    recorded_at: extra.recordedAt,
    campaign_id: place.campaignId,
    market_id: place.marketId,
    channel_id: place.channelId,
    cost_center_id: place.costCenterId,
    motif_id: extra.motifId,
    iteration: job.iteration ?? (extra.motifId ? 1 : null),
    width: job.width,
    height: job.height,
    steps: job.steps,
    guidance: job.guidance,
    sampler: job.sampler,
    seed: job.seed,
    modules: job.modules ?? [],
    upscale_factor: job.upscaleFactor,
    images_requested: job.imagesRequested,
    images_delivered: job.imagesDelivered,
    staff_minutes: job.staffMinutes,
    source_asset_id: job.sourceAsset,
    prompt_hash: job.promptHash ?? (job.prompt ? hashText(job.prompt) : null),
    config_hash: prepared.configHash && `\\x${prepared.configHash.toString("hex")}`,
    flags: place.flags,
    tags: job.tags ?? {},
    ...author,
    revision: 0,
    attempts: totals.attempts,
    failed_attempts: totals.failedAttempts,
    cost: totals.cost?.toFixed() ?? null,
    unpriced_reason: totals.unpricedReason,
    known_cost: totals.knownCost.toFixed(),
    estimated_cost: totals.estimatedCost.toFixed(),
    estimated_attempts: totals.estimatedAttempts,
    staff_cost: prepared.staffCost.toFixed(),
    credits: totals.credits,
    approved: counts.approved,
    approved_with_changes: counts.approvedWithChanges,
    rejected: counts.rejected,
    superseded: counts.superseded,
    cost_failed: classes.failed.toFixed(),
    cost_duplicate: classes.duplicate.toFixed(),
    cost_dropped: classes.dropped.toFixed(),
    cost_rejected: classes.rejected.toFixed(),
    cost_superseded: classes.superseded.toFixed(),
    cost_useful: classes.useful.toFixed(),
    cost_open: classes.open.toFixed(),
  };
}

const hashText = (text: string) => hash("sha256", text.trim(), "hex");

type LedgerPlace = {
  jobId: string;
  walletId: string;
  campaignId: string;
  marketId: string;
  channelId: string;
  costCenterId: string;
  occurredAt: string;
  day: string;
};

/** The usage entry of one try; null for a try without any amount. */
export function usageEntry(
  context: Pick<WritingContext, "organizationId" | "currency" | "months">,
  place: LedgerPlace,
  attempt: {
    index: number;
    amount: string | null;
    unit: string | null;
    cost: string | null;
    priceId: string | null;
    rateId: string | null;
  },
  meta: { author: Author; recordedAt: string; reason?: string | null },
): Row<"ledger_entry"> | null {
  if (attempt.amount === null || attempt.unit === null) return null;
  return {
    organization_id: context.organizationId,
    id: newId(),
    type: "usage",
    wallet_id: place.walletId,
    job_id: place.jobId,
    attempt_index: attempt.index,
    unit: attempt.unit,
    quantity: attempt.amount,
    amount: attempt.cost,
    currency: context.currency,
    price_id: attempt.priceId,
    rate_id: attempt.rateId,
    campaign_id: place.campaignId,
    market_id: place.marketId,
    channel_id: place.channelId,
    cost_center_id: place.costCenterId,
    occurred_at: place.occurredAt,
    recorded_at: meta.recordedAt,
    booked_period: bookedPeriod(place.day, context.months),
    reason: meta.reason ?? null,
    ...meta.author,
  };
}

/** Everything that hangs on newly inserted jobs: tries, ledger, pictures, first decisions, prompts. */
export function partsOf(
  context: WritingContext,
  jobs: readonly Prepared[],
  meta: { author: Author; recordedAt: string },
): Parts {
  const organization_id = context.organizationId;
  const assets: Row<"asset">[] = [];
  const reviews: Row<"review">[] = [];
  for (const { id, job, states, row } of jobs)
    states.forEach((state, index) => {
      const assetId = newId();
      const sent = job.assets?.[index];
      const at = row.decided?.at ?? meta.recordedAt;
      const decided = state === "open" ? {} : { decided_version: 1, decided_at: at };
      assets.push({
        organization_id,
        id: assetId,
        job_id: id,
        index: index + 1,
        version: 1,
        state,
        ...decided,
        external_id: sent?.externalId,
        url: sent?.url,
        checksum: sent?.checksum,
      });
      if (state === "open") return;
      reviews.push({
        organization_id,
        id: newId(),
        asset_id: assetId,
        version: 1,
        decision: state,
        ...(row.decided ? authorColumns(row.decided.by) : meta.author),
        import_id: row.importId,
        created_at: at,
      });
    });
  const attempts = jobs.flatMap(({ id, attempts }) =>
    attempts.map((attempt, index) => ({
      organization_id,
      job_id: id,
      index: index + 1,
      status: attempt.status,
      amount: attempt.amount,
      unit: attempt.unit,
      source: attempt.source,
      cost: attempt.cost?.toFixed() ?? null,
      unpriced_reason: attempt.unpricedReason,
      price_id: attempt.priceId,
      rate_id: attempt.rateId,
    })),
  );
  return {
    attempt: attempts,
    ledger_entry: jobs.flatMap((prepared) => entriesOf(context, prepared, meta)),
    asset: assets,
    review: reviews,
    job_prompt: context.storePrompts ? jobs.flatMap(promptRow(organization_id)) : [],
  };
}

const promptRow =
  (organization_id: string) =>
  ({ id, job }: Prepared): Row<"job_prompt">[] =>
    job.prompt || job.negativePrompt
      ? [{ organization_id, job_id: id, prompt: job.prompt, negative_prompt: job.negativePrompt }]
      : [];

function entriesOf(
  context: WritingContext,
  prepared: Prepared,
  meta: { author: Author; recordedAt: string },
): Row<"ledger_entry">[] {
  const place = { ...prepared.place, jobId: prepared.id, occurredAt: prepared.job.occurredAt, day: prepared.day };
  return prepared.attempts.flatMap((attempt, index) => {
    const entry = usageEntry(
      context,
      place,
      { ...attempt, index: index + 1, cost: attempt.cost?.toFixed() ?? null },
      meta,
    );
    return entry ? [entry] : [];
  });
}
