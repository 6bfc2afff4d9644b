import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Days } from "@/lib/core/period";
import { answersOf, fetchJson, nothing, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import type { RuleBody, ruleInput } from "./schema";
import type { calibrationInput, calibrationQuery } from "./schema/calibration";
import type { silenceInput } from "./schema/silence";

const answer = answersOf(() => import("./schema"));
const answerOfCalibration = answersOf(() => import("./schema/calibration"));
const answerOfPreview = answersOf(() => import("./schema/preview"));
const answerOfSilence = answersOf(() => import("./schema/silence"));

export const alertsKey = ["alerts"] as const;

const ALERTS = "/api/v1/alerts";
const RULES = "/api/v1/alert-rules";
const CALIBRATION = "/api/v1/calibration";
const SILENCES = "/api/v1/silences";

/** What fires now: badge, tiles, tables and the page itself share the answer. */
export const firingQuery = () =>
  queryOptions({
    queryKey: [...alertsKey, "firing"],
    queryFn: ({ signal }) => fetchJson(answer("alertList"), ALERTS, { signal }),
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: [...alertsKey, "one", id],
    queryFn: ({ signal }) => fetchJson(answer("alertDetail"), `${ALERTS}/${id}`, { signal }),
  });

export const intervalsQuery = ({ from, to }: Days) =>
  queryOptions({
    queryKey: [...alertsKey, "intervals", from, to],
    queryFn: ({ signal }) =>
      fetchJson(answer("intervalList"), withQuery(`${ALERTS}/intervals`, { from, to }), { signal }),
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
      fetchJson(answer("historyPage"), withQuery(`${ALERTS}/history`, { ...filters, cursor: pageParam }), { signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

export const rulesQuery = () =>
  queryOptions({
    queryKey: [...alertsKey, "rules"],
    queryFn: ({ signal }) => fetchJson(answer("ruleList"), RULES, { signal }),
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...alertsKey, "versions", id],
    queryFn: ({ signal }) => fetchJson(answer("ruleVersionList"), `${RULES}/${id}/versions`, { signal }),
  });

export const silencesQuery = () =>
  queryOptions({
    queryKey: [...alertsKey, "silences"],
    queryFn: ({ signal }) => fetchJson(answerOfSilence("silenceList"), SILENCES, { signal }),
  });

/** What a rule that is being written says now, and would have said. */
export const previewQuery = (body: RuleBody | null) =>
  queryOptions({
    queryKey: [...alertsKey, "preview", body],
    queryFn: () => sendJson(answerOfPreview("preview"), "POST", `${RULES}/preview`, { body }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });

/** What a pilot's figures suggest. */
export const calibrationQueryOptions = (asked: z.input<typeof calibrationQuery>) =>
  queryOptions({
    queryKey: [...alertsKey, "calibration", asked],
    queryFn: ({ signal }) => fetchJson(answerOfCalibration("calibration"), withQuery(CALIBRATION, asked), { signal }),
    enabled: asked.campaign !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });

export const postCalibration = (body: z.input<typeof calibrationInput>, idempotencyKey: string) =>
  sendJson(answerOfCalibration("calibrated"), "POST", CALIBRATION, { body, idempotencyKey });

type RuleSent = z.input<typeof ruleInput>;
export const postRule = (body: RuleSent, idempotencyKey: string) =>
  sendJson(answer("rule"), "POST", RULES, { body, idempotencyKey });
export const patchRule = (id: string, body: RuleSent) => sendJson(answer("rule"), "PATCH", `${RULES}/${id}`, { body });
export const deleteRule = (id: string) => sendJson(nothing, "DELETE", `${RULES}/${id}`);
export const postPause = (id: string, paused: boolean) =>
  sendJson(answer("rule"), "POST", `${RULES}/${id}/pause`, { body: { paused } });

export const postAcknowledge = (id: string, note: string | null) =>
  sendJson(answer("alert"), "POST", `${ALERTS}/${id}/acknowledge`, { body: { note } });
export const postSilence = (body: z.input<typeof silenceInput>, idempotencyKey: string) =>
  sendJson(answerOfSilence("silenceAnswer"), "POST", SILENCES, { body, idempotencyKey });
export const deleteSilence = (id: string) => sendJson(nothing, "DELETE", `${SILENCES}/${id}`);
