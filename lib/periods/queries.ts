import { queryOptions } from "@tanstack/react-query";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { changedPeriod, periodDetail, periodList, periodSettings, type SettingsInput } from "./schema";

export const periodsKey = ["periods"] as const;

const PERIODS = "/api/v1/periods";

export const periodsQuery = () =>
  queryOptions({
    queryKey: [...periodsKey, "list"],
    queryFn: ({ signal }) => fetchJson(periodList, PERIODS, { signal }),
  });

export const periodQuery = (month: string) =>
  queryOptions({
    queryKey: [...periodsKey, "one", month],
    queryFn: ({ signal }) => fetchJson(periodDetail, `${PERIODS}/${month}`, { signal }),
  });

type Keyed = { month: string; idempotencyKey: string };

export const closePeriod = ({ month, note, idempotencyKey }: Keyed & { note: string }) =>
  sendJson(changedPeriod, "POST", `${PERIODS}/${month}/close`, { body: note ? { note } : {}, idempotencyKey });

export const reopenPeriod = ({ month, reason, idempotencyKey }: Keyed & { reason: string }) =>
  sendJson(changedPeriod, "POST", `${PERIODS}/${month}/reopen`, { body: { reason }, idempotencyKey });

export const changePeriodSettings = (body: SettingsInput) =>
  sendJson(periodSettings, "PATCH", `${PERIODS}/settings`, { body });
