import "server-only";
import { record } from "@/lib/audit/service";
import { inScope } from "@/lib/auth/rules";
import { authorise } from "@/lib/auth/service";
import { type Actor, authorOf } from "@/lib/core/actor";
import { AppError, type InputError, invalid } from "@/lib/core/errors";
import type { ProblemCode } from "@/lib/core/problem-codes";
import { classChanged, lockTogether } from "@/lib/jobs/service/classes";
import { type Db, transaction } from "@/lib/server/db";
import { isDecidedMeanwhile, isStale, stateAfter } from "./rules";
import type {
  AssetReviewInput,
  Decision,
  JobReviewInput,
  REFUSALS,
  ReviewBatchAnswer,
  ReviewBatchInput,
  ReviewedAsset,
} from "./schema";
import {
  type AssetRow,
  assetsDecidedBy,
  insertReviews,
  jobsByExternalId,
  lockAssets,
  readAssets,
} from "./store/decisions";

type Said = {
  decision: Decision;
  version?: number | undefined;
  /** Newest decision that was known; null: none. */
  seen?: string | null | undefined;
  criteria?: Record<string, boolean | undefined> | undefined;
  reason?: string | undefined;
  comment?: string | undefined;
};

type Wish = { asset: AssetRow; said: Said };

/** One decision on one picture. @throws not_found, conflict (newer version or decision: theirs is in the detail) */
export async function reviewAsset(actor: Actor, { id, ...said }: AssetReviewInput): Promise<ReviewedAsset> {
  authorise(actor, "reviews:decide");
  return transaction(async (tx) => {
    const [asset] = visible(actor, await lockAssets(tx, actor.organization.id, { assetIds: [id] }));
    if (!asset) throw new AppError("not_found", `There is no picture ${id}`);
    const [after] = await decide(tx, actor, [{ asset, said }]);
    if (!after) throw new Error(`Picture ${id} vanished`);
    return after;
  });
}

/** Decisions on the pictures of one job, all or none. @throws not_found, invalid_input (no such picture), conflict */
export async function reviewJob(actor: Actor, { id, decisions }: JobReviewInput): Promise<{ assets: ReviewedAsset[] }> {
  authorise(actor, "reviews:decide");
  return transaction(async (tx) => {
    const assets = visible(actor, await lockAssets(tx, actor.organization.id, { jobIds: [id] }));
    if (assets.length === 0) throw new AppError("not_found", `There is no job ${id} with pictures`);
    const twice = decisions.find(({ index }, at) => decisions.findIndex((other) => other.index === index) !== at);
    if (twice) throw invalid("decisions", "TWICE", `Picture ${twice.index} is decided twice`);
    const wanted = decisions.map(({ index, ...said }, position) => {
      const asset = assets.find((row) => row.index === index);
      if (!asset)
        throw invalid(`decisions.${position}.index`, "NO_SUCH_PICTURE", `This job has ${assets.length} pictures`);
      return { asset, said };
    });
    await decide(tx, actor, wanted);
    return { assets: (await readAssets(tx, actor.organization.id, { jobIds: [id] })).map(shown) };
  });
}

/** Pictures of live jobs inside of the actor's cost centres; others are not there. */
const visible = (actor: Actor, assets: readonly AssetRow[]) =>
  assets.filter(({ voided, costCenterId }) => !voided && inScope(actor, costCenterId));

const shown = ({ id, jobId, index, version, state, decidedAt, last }: AssetRow): ReviewedAsset => ({
  id,
  jobId,
  index,
  version,
  state,
  decidedAt,
  last,
});

type Refusal = { code: (typeof REFUSALS)[number]; message: string };

/** Why a decision does not hold any more, with the newer one; null: it does. */
function refusalOf({ asset, said }: Wish): Refusal | null {
  const { index, version, last } = asset;
  const newer = last ? `; last decision: ${last.decision} by ${last.by ?? "the system"}` : "";
  if (said.version !== undefined && isStale(said.version, version)) {
    const message = `Picture ${index} has a newer version (${version}) than the one decided (${said.version})${newer}`;
    return { code: "STALE_VERSION", message };
  }
  if (isDecidedMeanwhile(said.seen, last?.id ?? null))
    return { code: "DECIDED_MEANWHILE", message: `Picture ${index} was decided in the meantime${newer}` };
  return null;
}

function refuseStale(wanted: readonly Wish[]): void {
  for (const wish of wanted) {
    const refusal = refusalOf(wish);
    if (!refusal) continue;
    const { version, state } = wish.asset;
    const path = refusal.code === "STALE_VERSION" ? "version" : "seen";
    const message = `Now version ${version}, state ${state}`;
    throw new AppError("conflict", refusal.message, [{ path, code: refusal.code, message }]);
  }
}

/**
 * Decisions on several pictures in one transaction: those that hold are stored, each of the others says why it is not.
 * Pictures that the actor cannot see are not there.
 */
export async function reviewAssets(actor: Actor, { reviews }: ReviewBatchInput): Promise<ReviewBatchAnswer> {
  authorise(actor, "reviews:decide");
  return transaction(async (tx) => {
    const ids = reviews.map(({ id }) => id);
    const assets = new Map(
      visible(actor, await lockAssets(tx, actor.organization.id, { assetIds: ids })).map((row) => [row.id, row]),
    );
    const judged = reviews.map(({ id, ...said }, at) => {
      const asset = assets.get(id);
      if (!asset) return { id, refusal: { code: "NOT_FOUND", message: `There is no picture ${id}` } as Refusal };
      if (ids.indexOf(id) !== at)
        return { id, refusal: { code: "TWICE", message: "This picture stands in the request before" } as Refusal };
      const refusal = refusalOf({ asset, said });
      return refusal ? { id, refusal } : { id, wish: { asset, said } };
    });
    const wanted = judged.flatMap(({ wish }) => wish ?? []);
    const after = new Map([...assets].map(([id, row]) => [id, shown(row)]));
    if (wanted.length > 0) for (const asset of await decide(tx, actor, wanted)) after.set(asset.id, asset);
    return {
      stored: wanted.length,
      refused: judged.length - wanted.length,
      results: judged.map(({ id, refusal }) => ({
        id,
        state: refusal ? ("refused" as const) : ("stored" as const),
        code: refusal?.code ?? null,
        message: refusal?.message ?? null,
        asset: after.get(id) ?? null,
        before: refusal ? null : (assets.get(id)?.last ?? null),
      })),
    };
  });
}

/** Decides locked pictures, with an audit entry. */
async function decide(tx: Db, actor: Actor, wanted: readonly Wish[]): Promise<ReviewedAsset[]> {
  refuseStale(wanted);
  await append(tx, actor, wanted, null);
  const jobIds = [...new Set(wanted.map(({ asset }) => asset.jobId))];
  const only = wanted.length === 1 ? (wanted[0]?.asset.id ?? null) : null;
  const summary = { decisions: wanted.length, jobs: jobIds };
  await record(tx, actor, "pictures.decided", { kind: "asset", id: only }, summary);
  const assets = await readAssets(tx, actor.organization.id, { assetIds: wanted.map(({ asset }) => asset.id) });
  return assets.map(shown);
}

/** Appends decisions of locked pictures and recomputes what they change: their jobs, siblings of the motif, upscales. */
async function append(tx: Db, actor: Actor, wanted: readonly Wish[], importId: string | null): Promise<void> {
  const organizationId = actor.organization.id;
  const jobIds = [...new Set(wanted.map(({ asset }) => asset.jobId))];
  const motifIds = [...new Set(wanted.flatMap(({ asset }) => asset.motifId ?? []))];
  await lockTogether(tx, organizationId, [...motifIds, ...jobIds]);
  await insertReviews(
    tx,
    organizationId,
    wanted.map(({ asset, said }) => ({
      assetId: asset.id,
      version: asset.version,
      decision: said.decision,
      criteria: said.criteria ?? null,
      reason: said.reason ?? null,
      comment: said.comment ?? null,
      state: stateAfter([said.decision]),
    })),
    { ...authorOf(actor), importId },
  );
  await classChanged(tx, organizationId, { jobIds, motifIds });
}

/** A decision as a file brings it: by the job's external id, for one picture or by count. */
export type ReviewRow = {
  externalId: string;
  provider?: string | undefined;
  /** One picture (from 1), or `counts` for the first open pictures of the job. */
  index?: number | undefined;
  decision?: Decision | undefined;
  counts?:
    | { approved?: number | undefined; approvedWithChanges?: number | undefined; rejected?: number | undefined }
    | undefined;
  reason?: string | undefined;
  comment?: string | undefined;
};

export type ReviewResult = { state: "accepted" | "replayed" } | { errors: InputError[] };

/**
 * Books decisions from a file in the open transaction: a picture that already has the wanted state is replayed, so the
 * same file again decides nothing twice. Counts fill the job's open pictures in order.
 */
export async function reviewJobs(
  actor: Actor,
  rows: readonly ReviewRow[],
  importId: string,
): Promise<{ results: ReviewResult[] }> {
  authorise(actor, "reviews:decide");
  return transaction(async (tx) => {
    const found = await jobsByExternalId(
      tx,
      actor.organization.id,
      rows.map(({ externalId }) => externalId),
    );
    const results: ReviewResult[] = [];
    for (const row of rows) {
      const jobs = found.filter(
        ({ externalId, provider }) =>
          externalId === row.externalId && (!row.provider || provider.toLowerCase() === row.provider.toLowerCase()),
      );
      results.push(await reviewRow(tx, actor, row, { jobs, importId }));
    }
    return { results };
  });
}

const refused = (path: string, code: ProblemCode, message: string): ReviewResult => ({
  errors: [{ path, code, message }],
});

async function reviewRow(
  tx: Db,
  actor: Actor,
  row: ReviewRow,
  { jobs, importId }: { jobs: readonly { id: string }[]; importId: string },
): Promise<ReviewResult> {
  const [job, other] = jobs;
  if (!job) return refused("externalId", "UNKNOWN_JOB", `There is no job with the external id "${row.externalId}"`);
  if (other)
    return refused("provider", "AMBIGUOUS_JOB", `Several providers have a job "${row.externalId}"; name the provider`);
  const assets = visible(actor, await lockAssets(tx, actor.organization.id, { jobIds: [job.id] }));
  const wanted = row.decision ? byIndex(assets, row, row.decision) : byCount(assets, row);
  if ("errors" in wanted) return wanted;
  const changed = wanted.decisions.filter(({ asset, said }) => asset.state !== stateAfter([said.decision]));
  if (changed.length === 0) return { state: "replayed" };
  await append(tx, actor, changed, importId);
  return { state: "accepted" };
}

type Wanted = { decisions: Wish[] } | { errors: InputError[] };

function byIndex(assets: readonly AssetRow[], row: ReviewRow, decision: Decision): Wanted {
  const chosen = row.index === undefined ? assets : assets.filter(({ index }) => index === row.index);
  if (chosen.length === 0)
    return refused("index", "NO_SUCH_PICTURE", `This job has ${assets.length} pictures`) as Wanted;
  return {
    decisions: chosen.map((asset) => ({ asset, said: { decision, reason: row.reason, comment: row.comment } })),
  };
}

function byCount(assets: readonly AssetRow[], { counts = {}, reason, comment }: ReviewRow): Wanted {
  const decisions: Decision[] = [
    ...new Array<Decision>(counts.approved ?? 0).fill("approved"),
    ...new Array<Decision>(counts.approvedWithChanges ?? 0).fill("approved_with_changes"),
    ...new Array<Decision>(counts.rejected ?? 0).fill("rejected"),
  ];
  if (decisions.length > assets.length)
    return refused(
      "approved",
      "MORE_THAN_DELIVERED",
      `${decisions.length} pictures decided, but ${assets.length} delivered`,
    ) as Wanted;
  // The first pictures in that order, as with decisions by count on the job itself: the same row again is a replay.
  return {
    decisions: decisions.flatMap((decision, index) => {
      const asset = assets[index];
      return asset ? [{ asset, said: { decision, reason, comment } }] : [];
    }),
  };
}

const BATCH = 500;

/**
 * Undo of an import of decisions: where the import has the last word, what was said before it is said again (withdrawn,
 * if nothing was). The caller has asked for the right and writes the one audit entry.
 */
export async function withdrawImport(actor: Actor, importId: string, reason: string): Promise<number> {
  for (let undone = 0; ; ) {
    const count = await transaction(async (tx) => {
      const decided = await assetsDecidedBy(tx, actor.organization.id, importId, BATCH);
      if (decided.length === 0) return 0;
      const before = new Map(decided.map((row) => [row.id, row.before]));
      const assets = await lockAssets(tx, actor.organization.id, { assetIds: [...before.keys()] });
      const wanted = assets.map((asset) => ({
        asset,
        said: { decision: before.get(asset.id) ?? "withdrawn", reason },
      }));
      await append(tx, actor, wanted, null);
      return decided.length;
    });
    undone += count;
    if (count < BATCH) return undone;
  }
}
