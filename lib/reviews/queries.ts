import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answersOf, fetchJson, sendJson } from "@/lib/http/fetch-json";
import { type QueryValue, withQuery } from "@/lib/http/with-query";
import type { AssetReviewInput, Decision } from "./schema";

const answer = answersOf(() => import("./schema"));

/** Invalidated as a whole when decisions were stored, here or elsewhere. */
export const reviewsKey = ["reviews"] as const;

const ASSETS = "/api/v1/assets";

/** `version`: the one that was looked at; when the picture has a newer one, the answer is 409. */
export type PictureDecision = { index: number; version: number; decision: Decision };

export const reviewJob = ({ id, decisions }: { id: string; decisions: readonly PictureDecision[] }) =>
  sendJson(answer("reviewedJob"), "POST", `/api/v1/jobs/${id}/reviews`, { body: { decisions } });

export const reviewAssets = (reviews: readonly AssetReviewInput[], idempotencyKey: string) =>
  sendJson(answer("reviewBatchAnswer"), "POST", `${ASSETS}/reviews`, { body: { reviews }, idempotencyKey });

/** Names as in the URL of the board and of GET /assets. */
export type QueueParams = Readonly<Record<string, QueryValue>>;

const queueKey = [...reviewsKey, "queue"] as const;

/** The pictures to decide on, page by page. */
export function queueQueryOptions(params: QueueParams) {
  return infiniteQueryOptions({
    queryKey: [...queueKey, params],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(answer("queuePage"), withQuery(ASSETS, { ...params, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Pictures that compete with one another: of a motif, or of a job. */
export function siblingsQuery(params: QueueParams) {
  return queryOptions({
    queryKey: [...reviewsKey, "siblings", params],
    queryFn: ({ signal }) =>
      fetchJson(answer("queuePage"), withQuery(ASSETS, { state: "all", limit: 48, ...params }), { signal }),
  });
}

const waitingKey = [...reviewsKey, "waiting"] as const;

/** How much waits; with `by`, where. */
export function waitingQueryOptions(params: QueueParams = {}) {
  return queryOptions({
    queryKey: [...waitingKey, params],
    queryFn: ({ signal }) => fetchJson(answer("waitingAnswer"), withQuery(`${ASSETS}/waiting`, params), { signal }),
    staleTime: 60_000,
  });
}

/** Who decided on the pictures behind the figures. Below their key, because whatever changes a figure may change it. */
export function decidersQueryOptions(params: QueueParams) {
  return queryOptions({
    queryKey: ["kpi", "deciders", params],
    queryFn: ({ signal }) => fetchJson(answer("decidersAnswer"), withQuery(`${ASSETS}/deciders`, params), { signal }),
    placeholderData: keepPreviousData,
  });
}

const commentsUrl = (motif: string) => `/api/v1/motifs/${motif}/comments`;

export function commentsQuery(motif: string) {
  return queryOptions({
    queryKey: [...reviewsKey, "comments", motif],
    queryFn: ({ signal }) => fetchJson(answer("motifComments"), commentsUrl(motif), { signal }),
  });
}

export const addComment = ({ motif, text, idempotencyKey }: { motif: string; text: string; idempotencyKey: string }) =>
  sendJson(answer("motifComments"), "POST", commentsUrl(motif), { body: { text }, idempotencyKey });

/** The picture that waits longest, within the filters of the figures. */
export function oldestWaitingQuery(filters: Readonly<Record<string, QueryValue>>) {
  const asked = { ...filters, state: "waiting", order: "oldest", limit: 1 };
  return queryOptions({
    // Below the figures, because whatever changes a figure may change it.
    queryKey: ["kpi", "oldest-waiting", asked],
    queryFn: ({ signal }) => fetchJson(answer("queuePage"), withQuery("/api/v1/assets", asked), { signal }),
  });
}
