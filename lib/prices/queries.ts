import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { pageOf } from "@/lib/core/schema";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import {
  type FxRateChange,
  type FxRateInput,
  fxRate,
  fxRatePage,
  type PlanPeriodInput,
  type PriceChange,
  type PriceInput,
  planPeriodAnswer,
  planPeriodPage,
  price,
  priceAnswer,
  pricePage,
} from "./schema";

export const pricesKey = ["prices"] as const;

const PRICES = "/api/v1/prices";
const PLAN_PERIODS = "/api/v1/plan-periods";
const FX_RATES = "/api/v1/fx-rates";

type Page<Row extends z.ZodType> = ReturnType<typeof pageOf<Row>>;

/** A price book has hundreds of lines, not millions: a screen shows it whole. */
async function allPages<Row extends z.ZodType>(page: Page<Row>, url: string, signal: AbortSignal) {
  const rows: z.output<Row>[] = [];
  let cursor: string | null = null;
  do {
    const answer: z.output<Page<Row>> = await fetchJson(page, withQuery(url, { limit: 200, cursor }), { signal });
    rows.push(...answer.data);
    cursor = answer.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** The whole price book, newest entries first, ended ones too. */
export const pricesQuery = () =>
  queryOptions({ queryKey: [...pricesKey, "book"], queryFn: ({ signal }) => allPages(pricePage, PRICES, signal) });

export const planPeriodsQuery = () =>
  queryOptions({
    queryKey: [...pricesKey, "plan-periods"],
    queryFn: ({ signal }) => allPages(planPeriodPage, PLAN_PERIODS, signal),
  });

export const fxRatesQuery = () =>
  queryOptions({
    queryKey: [...pricesKey, "fx-rates"],
    queryFn: ({ signal }) => allPages(fxRatePage, FX_RATES, signal),
  });

export const addPrice = (body: PriceInput, idempotencyKey: string) =>
  sendJson(priceAnswer, "POST", PRICES, { body, idempotencyKey });

export const editPrice = ({ id, ...body }: PriceChange) => sendJson(price, "PATCH", `${PRICES}/${id}`, { body });

export const deletePrice = (id: string) => sendJson(z.null(), "DELETE", `${PRICES}/${id}`);

export const addPlanPeriod = (body: PlanPeriodInput, idempotencyKey: string) =>
  sendJson(planPeriodAnswer, "POST", PLAN_PERIODS, { body, idempotencyKey });

export const deletePlanPeriod = (id: string) => sendJson(z.null(), "DELETE", `${PLAN_PERIODS}/${id}`);

export const addFxRate = (body: FxRateInput, idempotencyKey: string) =>
  sendJson(fxRate, "POST", FX_RATES, { body, idempotencyKey });

export const editFxRate = ({ id, ...body }: FxRateChange) => sendJson(fxRate, "PATCH", `${FX_RATES}/${id}`, { body });

export const deleteFxRate = (id: string) => sendJson(z.null(), "DELETE", `${FX_RATES}/${id}`);
