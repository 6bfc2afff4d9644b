import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { jobFilter } from "@/lib/kpi/service";
import { snapshot } from "@/lib/server/db";
import type {
  DecidersAnswer,
  DecidersQuery,
  QueuedAsset,
  QueueQuery,
  TakenDecision,
  WaitingAnswer,
  WaitingQuery,
} from "../schema";
import { selectDeciders } from "../store/deciders";
import { decisionsOn, findAssetJob } from "../store/decisions";
import { type QueuePlace, selectQueue, selectWaiting } from "../store/queue";

const encode = ({ at, job, index }: QueuePlace) => Buffer.from(`${at} ${job} ${index}`).toString("base64url");

function decode(cursor: string | null): QueuePlace | null {
  if (cursor === null) return null;
  const [at = "", job = "", index = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(at) || !/^[0-9a-f-]{36}$/.test(job) || !/^\d{1,6}$/.test(index))
    throw invalid("cursor", "INVALID_CURSOR", "This cursor is not one of ours; start again without it");
  return { at, job, index: Number(index) };
}

/** The pictures to decide on, by the age of their jobs; keyset, so that a page costs the same at any depth. */
export async function reviewQueue(
  actor: Actor,
  { cursor, limit, state, order, newVersion, jobs, ...query }: QueueQuery,
): Promise<{ data: QueuedAsset[]; nextCursor: string | null }> {
  authorise(actor, "jobs:read");
  const after = decode(cursor);
  return snapshot(async (tx) => {
    const { condition } = await jobFilter(tx, actor, query);
    const { assets, next } = await selectQueue(tx, { condition, state, order, newVersion, jobs, after, limit });
    return { data: assets, nextCursor: next && encode(next) };
  });
}

/** How much waits for a decision, since when, and where. */
export async function waitingPictures(actor: Actor, { by, ...query }: WaitingQuery): Promise<WaitingAnswer> {
  authorise(actor, "jobs:read");
  return snapshot(async (tx) => {
    const { condition } = await jobFilter(tx, actor, query);
    return selectWaiting(tx, condition, by);
  });
}

/** Who decided on the pictures of a range, how, and on how much money. */
export async function decidersOf(actor: Actor, query: DecidersQuery): Promise<DecidersAnswer> {
  authorise(actor, "jobs:read");
  return snapshot(async (tx) => {
    const { condition, limitedTo } = await jobFilter(tx, actor, query);
    return { currency: actor.organization.currency, limitedTo, ...(await selectDeciders(tx, condition)) };
  });
}

/** Everything that was decided on a picture, newest first. */
export async function decisionsOf(actor: Actor, { id }: { id: string }): Promise<{ data: TakenDecision[] }> {
  authorise(actor, "jobs:read");
  return snapshot(async (tx) => {
    const scope = actor.costCenterIds === "all" ? null : actor.costCenterIds;
    if (!(await findAssetJob(tx, actor.organization.id, id, scope)))
      throw new AppError("not_found", `There is no picture ${id}`);
    return { data: await decisionsOn(tx, actor.organization.id, id) };
  });
}
