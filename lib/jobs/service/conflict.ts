import "server-only";
import { Exact } from "@/lib/core/amount";
import type { InputError } from "@/lib/core/errors";
import type { Db } from "@/lib/server/db";
import { comparable } from "../store/read";
import type { Prepared } from "./prepare";

const asText = (value: unknown) => (value === undefined || value === null || value === "" ? null : String(value));
const asNumber = (value: unknown) =>
  value === undefined || value === null ? null : new Exact(String(value)).toFixed();

/** Names the fields in which a job that is already booked differs from what was sent under the same external id. */
export async function conflictOf(
  tx: Db,
  organizationId: string,
  jobId: string,
  { job, place, attempts }: Prepared,
): Promise<InputError> {
  const booked = await comparable(tx, organizationId, jobId);
  const last = attempts.at(-1);
  const pairs: [string, unknown, unknown][] = [
    ["occurredAt", Date.parse(booked.occurredAt), Date.parse(job.occurredAt)],
    ["wallet", booked.walletId, place.walletId],
    ["model", asText(booked.model), asText(job.model)],
    ["kind", booked.kind, job.kind],
    ["stage", asText(booked.stage), asText(job.stage)],
    ["status", booked.status, job.status],
    ["campaign", booked.campaignId, place.campaignId],
    ["market", booked.marketId, place.marketId],
    ["channel", booked.channelId, place.channelId],
    ["motif", asText(booked.motif)?.toLowerCase() ?? null, asText(place.motifCode)?.toLowerCase() ?? null],
    ["width", booked.width, job.width ?? null],
    ["height", booked.height, job.height ?? null],
    ["steps", booked.steps, job.steps ?? null],
    ["guidance", asNumber(booked.guidance), asNumber(job.guidance)],
    ["sampler", asText(booked.sampler), asText(job.sampler)],
    ["seed", asText(booked.seed), asText(job.seed)],
    ["imagesRequested", booked.imagesRequested, job.imagesRequested],
    ["imagesDelivered", booked.imagesDelivered, job.imagesDelivered],
    ["cost", `${asNumber(booked.amount)} ${booked.unit}`, `${asNumber(last?.amount)} ${last?.unit ?? null}`],
    ["attempts", booked.attempts, attempts.length],
    ["staffMinutes", asNumber(booked.staffMinutes), asNumber(job.staffMinutes)],
    ["sourceAsset", booked.sourceAssetId, job.sourceAsset ?? null],
  ];
  const differing = pairs.filter(([, before, now]) => before !== now).map(([field]) => field);
  const fields =
    differing.length > 0 ? differing.join(", ") : "details that are not kept as fields (prompt, tags, pictures)";
  return {
    path: "externalId",
    code: "CONFLICT",
    message: `Job ${jobId} has this external id and differs in: ${fields}. Use a correction to change it`,
  };
}
