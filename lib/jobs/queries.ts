import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answersOf, fetchJson, sendJson } from "@/lib/http/fetch-json";
import { type QueryValue, withQuery } from "@/lib/http/with-query";
import type { CorrectionInput, Job, JobInput } from "./schema";

const answer = answersOf(() => import("./schema"));
const answerOfDetail = answersOf(() => import("./schema/detail"));
const answerOfList = answersOf(() => import("./schema/list"));
const answerOfMend = answersOf(() => import("./schema/mend"));
const answerOfRounds = answersOf(() => import("./schema/rounds"));

export const jobsKey = ["jobs"] as const;

const JOBS = "/api/v1/jobs";

export const logJob = (body: JobInput, idempotencyKey: string) =>
  sendJson(answer("job"), "POST", JOBS, { body, idempotencyKey });

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: [...jobsKey, "one", id],
    queryFn: ({ signal }) => fetchJson(answerOfDetail("jobDetail"), `${JOBS}/${id}`, { signal }),
  });
}

/** Names as in the URL of the job list and of GET /jobs. */
export type JobListParams = Readonly<Record<string, QueryValue>>;

/** The job list, page by page, newest first. */
export function jobListQuery(params: JobListParams) {
  return infiniteQueryOptions({
    queryKey: [...jobsKey, "list", params],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(answerOfList("pageOfJobs"), withQuery(JOBS, { ...params, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** What a job would cost. Asked while typing, so a refusal is no reason to ask again. */
export function estimateQuery(input: JobInput) {
  return queryOptions({
    queryKey: [...jobsKey, "estimate", input],
    queryFn: ({ signal }) =>
      fetchJson(answer("estimateAnswer"), "/api/v1/estimates", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
        signal,
      }),
    retry: false,
    gcTime: 60_000,
  });
}

export const unpricedQuery = () =>
  queryOptions({
    queryKey: [...jobsKey, "unpriced"],
    queryFn: ({ signal }) => fetchJson(answer("unpricedAnswer"), `${JOBS}/unpriced`, { signal }),
  });

export const priceUnpriced = () => sendJson(answer("pricedAnswer"), "POST", `${JOBS}/price-unpriced`);

/** A repeat of a void or correction whose answer was lost must not run twice either. */
type Write = { id: string; idempotencyKey?: string };

const keyed = (body: unknown, idempotencyKey?: string) => ({ body, ...(idempotencyKey ? { idempotencyKey } : {}) });

export const voidJob = ({ id, reason, idempotencyKey }: Write & { reason: string }) =>
  sendJson(answer("job"), "POST", `${JOBS}/${id}/void`, keyed({ reason }, idempotencyKey));

export const correctJob = ({ id, correction, idempotencyKey }: Write & { correction: CorrectionInput }) =>
  sendJson(answer("job"), "POST", `${JOBS}/${id}/corrections`, keyed(correction, idempotencyKey));

/** What was made of a motif, round by round, and what it cost so far; renewed with the jobs. */
export function motifRoundsQuery(id: string) {
  return queryOptions({
    queryKey: [...jobsKey, "rounds", id],
    queryFn: ({ signal }) => fetchJson(answerOfRounds("motifRounds"), `/api/v1/motifs/${id}/rounds`, { signal }),
  });
}

/** Drops a motif, or takes it up again. */
export const dropMotif = ({ id, drop }: { id: string; drop: boolean }) =>
  sendJson(answer("droppedMotif"), "POST", `/api/v1/motifs/${id}/${drop ? "drop" : "undrop"}`);

/** How many jobs a list would show at its end. */
export function jobCountQuery({ limit: _, ...params }: JobListParams) {
  return queryOptions({
    queryKey: [...jobsKey, "count", params],
    queryFn: ({ signal }) => fetchJson(answerOfMend("jobCount"), withQuery(`${JOBS}/count`, params), { signal }),
  });
}

const AT_ONCE = 200;

/** Every job that a list would show, page after page. */
export function allJobsQuery(params: JobListParams) {
  return queryOptions({
    queryKey: [...jobsKey, "all", params],
    queryFn: async ({ signal }) => {
      const all: Job[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const url = withQuery(JOBS, { ...params, limit: AT_ONCE, cursor });
        const page: { data: Job[]; nextCursor: string | null } = await fetchJson(answerOfList("pageOfJobs"), url, {
          signal,
        });
        all.push(...page.data);
        cursor = page.nextCursor;
      }
      return all;
    },
    gcTime: 0,
  });
}

const CORRECTIONS = `${JOBS}/corrections`;

/** Which jobs, and what to assign to them; names as in POST /jobs/corrections. */
type Mending = Readonly<Record<string, unknown>>;

export const previewMend = (asked: Mending) =>
  sendJson(answerOfMend("mendPreview"), "POST", `${CORRECTIONS}/preview`, { body: asked });

export const mendJobs = (asked: Mending & { reason: string; preview: string }, idempotencyKey: string) =>
  sendJson(answerOfMend("mendAnswer"), "POST", CORRECTIONS, { body: asked, idempotencyKey });

export const undoMend = ({ id, idempotencyKey }: { id: string; idempotencyKey: string }) =>
  sendJson(answerOfMend("mendAnswer"), "POST", `${CORRECTIONS}/${id}/undo`, { idempotencyKey });

/** The latest corrections of many jobs. */
export const mendRunsQuery = () =>
  queryOptions({
    queryKey: [...jobsKey, "corrections"],
    queryFn: ({ signal }) => fetchJson(answerOfMend("runsPage"), withQuery(CORRECTIONS, { limit: 5 }), { signal }),
  });
