import "server-only";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import type { RatedAttempt, totalsOf } from "../rules/rate";
import type { Understood } from "../rules/understand";
import { insertRows } from "./rows";

type Update = {
  job: Understood;
  place: {
    providerId: string;
    walletId: string;
    campaignId: string;
    marketId: string;
    channelId: string;
    costCenterId: string;
    flags: string[];
  };
  motifId: string | null;
  configHash: Buffer | null;
  attempts: readonly RatedAttempt[];
  totals: ReturnType<typeof totalsOf>;
};

/** Writes the current values of a job and of its tries; the whole money is "open" until it is classed anew. */
export async function updateJob(
  tx: Db,
  organizationId: string,
  id: string,
  { job, place, motifId, configHash, attempts, totals }: Update,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE job SET occurred_at = ${job.occurredAt}::timestamptz, provider_id = ${place.providerId}::uuid, wallet_id = ${place.walletId}::uuid,
      model = ${job.model ?? null}, kind = ${job.kind}, stage = ${job.stage ?? null}, status = ${job.status},
      campaign_id = ${place.campaignId}::uuid, market_id = ${place.marketId}::uuid, channel_id = ${place.channelId}::uuid,
      cost_center_id = ${place.costCenterId}::uuid, motif_id = ${motifId}::uuid,
      iteration = CASE WHEN ${motifId}::uuid IS NULL THEN iteration ELSE coalesce(iteration, 1) END,
      images_delivered = ${job.imagesDelivered}, config_hash = ${configHash}, flags = ${place.flags}::text[], revision = revision + 1,
      approved = 0, approved_with_changes = 0, rejected = 0, superseded = 0 WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
  await updateRating(tx, organizationId, id, { attempts, totals });
}

/** Writes the rating of a job's tries and the sums that follow from it. */
export async function updateRating(
  tx: Db,
  organizationId: string,
  id: string,
  { attempts, totals }: Pick<Update, "attempts" | "totals">,
): Promise<void> {
  const known = totals.knownCost.toFixed();
  await tx.$executeRaw`
    UPDATE job SET attempts = ${totals.attempts}, failed_attempts = ${totals.failedAttempts}, cost = ${totals.cost?.toFixed() ?? null}::numeric,
      unpriced_reason = ${totals.unpricedReason}, known_cost = ${known}::numeric, estimated_cost = ${totals.estimatedCost.toFixed()}::numeric,
      estimated_attempts = ${totals.estimatedAttempts}, credits = ${totals.credits}::numeric,
      cost_open = ${known}::numeric, cost_failed = 0, cost_duplicate = 0, cost_dropped = 0, cost_rejected = 0, cost_superseded = 0, cost_useful = 0
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
  const rows = attempts.map((attempt, index) => ({
    index: index + 1,
    status: attempt.status,
    amount: attempt.amount,
    unit: attempt.unit,
    source: attempt.source,
    cost: attempt.cost?.toFixed() ?? null,
    unpriced_reason: attempt.unpricedReason,
    price_id: attempt.priceId,
    rate_id: attempt.rateId,
  }));
  await tx.$executeRaw`
    UPDATE attempt SET status = n.status, amount = n.amount, unit = n.unit, source = n.source, cost = n.cost,
      unpriced_reason = n.unpriced_reason, price_id = n.price_id, rate_id = n.rate_id
    FROM json_populate_recordset(NULL::attempt, ${JSON.stringify(rows)}::json) AS n
    WHERE attempt.organization_id = ${organizationId}::uuid AND attempt.job_id = ${id}::uuid AND attempt.index = n.index`;
}

/** Takes undecided pictures away or adds open ones. @param add their indexes */
export async function changePictures(
  tx: Db,
  organizationId: string,
  jobId: string,
  { remove, add }: { remove: readonly string[]; add: readonly number[] },
): Promise<void> {
  if (remove.length > 0)
    await tx.$executeRaw`DELETE FROM asset WHERE organization_id = ${organizationId}::uuid AND id = ANY(${remove}::uuid[])`;
  await insertRows(
    tx,
    "asset",
    add.map((index) => ({
      organization_id: organizationId,
      id: newId(),
      job_id: jobId,
      index,
      version: 1,
      state: "open",
    })),
  );
}
