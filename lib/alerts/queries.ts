import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { sendAnswer } from "@/lib/notifications/schema";
import { alert, alertDetail, alertList, historyPage, rule, ruleList, ruleVersionList } from "./schema";
import { silenceAnswer, type silenceInput, silenceList } from "./schema/silence";

export const alertsKey = ["alerts"] as const;

const ALERTS = "/api/v1/alerts";
const RULES = "/api/v1/alert-rules";
const SILENCES = "/api/v1/silences";

/** What fires now: badge, tiles, tables and the page itself share the answer. */
export const firingQuery = () =>
  queryOptions({
    queryKey: [...alertsKey, "firing"],
    queryFn: ({ signal }) => fetchJson(alertList, ALERTS, { signal }),
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: [...alertsKey, "one", id],
    queryFn: ({ signal }) => fetchJson(alertDetail, `${ALERTS}/${id}`, { signal }),
  });

export type HistoryFilters = {
  rule?: string;
  transition?: readonly string[];
  severity?: string;
  from?: string;
  to?: string;
};

export const historyQueryOptions = (filters: HistoryFilters) =>
  infiniteQueryOptions({
    queryKey: [...alertsKey, "history", filters],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      fetchJson(historyPage, withQuery(`${ALERTS}/history`, { ...filters, cursor: pageParam }), { signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

export const rulesQuery = () =>
  queryOptions({
    queryKey: [...alertsKey, "rules"],
    queryFn: ({ signal }) => fetchJson(ruleList, RULES, { signal }),
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...alertsKey, "versions", id],
    queryFn: ({ signal }) => fetchJson(ruleVersionList, `${RULES}/${id}/versions`, { signal }),
  });

export const silencesQuery = () =>
  queryOptions({
    queryKey: [...alertsKey, "silences"],
    queryFn: ({ signal }) => fetchJson(silenceList, SILENCES, { signal }),
  });

export const deleteRule = (id: string) => sendJson(z.null(), "DELETE", `${RULES}/${id}`);
export const postPause = (id: string, paused: boolean) =>
  sendJson(rule, "POST", `${RULES}/${id}/pause`, { body: { paused } });

export const postAcknowledge = (id: string, note: string | null) =>
  sendJson(alert, "POST", `${ALERTS}/${id}/acknowledge`, { body: { note } });
export const postSilence = (body: z.input<typeof silenceInput>, idempotencyKey: string) =>
  sendJson(silenceAnswer, "POST", SILENCES, { body, idempotencyKey });
export const deleteSilence = (id: string) => sendJson(z.null(), "DELETE", `${SILENCES}/${id}`);

/** A message again, under the same id. */
export const postResend = (id: string) => sendJson(sendAnswer, "POST", `/api/v1/deliveries/${id}/resend`);
