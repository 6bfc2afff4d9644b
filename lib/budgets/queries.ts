import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { budget, budgetAnswer, budgetHistory, type budgetInput, budgetList, burnDown } from "./schema";

export const budgetsKey = ["budgets"] as const;

const BUDGETS = "/api/v1/budgets";

/** All budgets of today, or those of one cost centre or campaign. */
export const budgetsQuery = (of: { costCenter?: string; campaign?: string } = {}) =>
  queryOptions({
    queryKey: [...budgetsKey, "list", of],
    queryFn: ({ signal }) => fetchJson(budgetList, withQuery(BUDGETS, of), { signal }),
  });

export const budgetHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: [...budgetsKey, "history", id],
    queryFn: ({ signal }) => fetchJson(budgetHistory, `${BUDGETS}/${id}/history`, { signal }),
  });

/** @param on a day of the period that is asked for; absent: today */
export const burnDownQuery = (id: string, on?: string) =>
  queryOptions({
    queryKey: [...budgetsKey, "burn-down", id, on ?? null],
    queryFn: ({ signal }) => fetchJson(burnDown, withQuery(`${BUDGETS}/${id}/burn-down`, on ? { on } : {}), { signal }),
  });

export const addBudget = (body: z.input<typeof budgetInput>, idempotencyKey: string) =>
  sendJson(budgetAnswer, "POST", BUDGETS, { body, idempotencyKey });

export const finishBudget = (id: string, lastDay: string) =>
  sendJson(budget, "PATCH", `${BUDGETS}/${id}`, { body: { lastDay } });

export const deleteBudget = (id: string) => sendJson(z.null(), "DELETE", `${BUDGETS}/${id}`);
