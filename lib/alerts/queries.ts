import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { Days } from "@/lib/core/period";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import {
  alert,
  alertDetail,
  alertList,
  historyPage,
  intervalList,
  type RuleBody,
  rule,
  type ruleInput,
  ruleList,
  ruleVersionList,
} from "./schema";
import { preview } from "./schema/preview";
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

export const intervalsQuery = ({ from, to }: Days) =>
  queryOptions({
    queryKey: [...alertsKey, "intervals", from, to],
    queryFn: ({ signal }) => fetchJson(intervalList, withQuery(`${ALERTS}/intervals`, { from, to }), { signal }),
    placeholderData: keepPreviousData,
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

/** What a rule that is being written says now, and would have said. */
export const previewQuery = (body: RuleBody | null) =>
  queryOptions({
    queryKey: [...alertsKey, "preview", body],
    queryFn: () => sendJson(preview, "POST", `${RULES}/preview`, { body }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });

type RuleSent = z.input<typeof ruleInput>;
export const postRule = (body: RuleSent, idempotencyKey: string) =>
  sendJson(rule, "POST", RULES, { body, idempotencyKey });
export const patchRule = (id: string, body: RuleSent) => sendJson(rule, "PATCH", `${RULES}/${id}`, { body });
export const deleteRule = (id: string) => sendJson(z.null(), "DELETE", `${RULES}/${id}`);
export const postPause = (id: string, paused: boolean) =>
  sendJson(rule, "POST", `${RULES}/${id}/pause`, { body: { paused } });

export const postAcknowledge = (id: string, note: string | null) =>
  sendJson(alert, "POST", `${ALERTS}/${id}/acknowledge`, { body: { note } });
export const postSilence = (body: z.input<typeof silenceInput>, idempotencyKey: string) =>
  sendJson(silenceAnswer, "POST", SILENCES, { body, idempotencyKey });
export const deleteSilence = (id: string) => sendJson(z.null(), "DELETE", `${SILENCES}/${id}`);
