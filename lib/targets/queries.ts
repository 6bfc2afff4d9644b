import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { answersOf, fetchJson, nothing, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import type { TargetChange, targetInput } from "./schema";

const answer = answersOf(() => import("./schema"));

export const targetsKey = ["targets"] as const;

const TARGETS = "/api/v1/targets";

/** Versions with a day in the range; without a range all of them. `lib/targets/rules` says which one counts on a day. */
export function targetsQuery(range: { from?: string; to?: string } = {}) {
  return queryOptions({
    queryKey: [...targetsKey, "list", range],
    queryFn: ({ signal }) => fetchJson(answer("targetList"), withQuery(TARGETS, range), { signal }),
    placeholderData: keepPreviousData,
  });
}

export const targetHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: [...targetsKey, "history", id],
    queryFn: ({ signal }) => fetchJson(answer("targetHistory"), `${TARGETS}/${id}/history`, { signal }),
  });

export const postTarget = (body: z.input<typeof targetInput>, idempotencyKey: string) =>
  sendJson(answer("targetAnswer"), "POST", TARGETS, { body, idempotencyKey });

export const patchTarget = ({ id, ...body }: TargetChange) =>
  sendJson(answer("target"), "PATCH", `${TARGETS}/${id}`, { body });

export const deleteTarget = (id: string) => sendJson(nothing, "DELETE", `${TARGETS}/${id}`);

export const postFreeze = (id: string) => sendJson(answer("target"), "POST", `${TARGETS}/${id}/freeze`, { body: {} });

export const postUnfreeze = ({ id, reason }: { id: string; reason: string }) =>
  sendJson(answer("target"), "POST", `${TARGETS}/${id}/unfreeze`, { body: { reason } });
