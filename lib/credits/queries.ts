import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import {
  accuracy,
  type CreditFunctionChange,
  type CreditFunctionInput,
  type CreditFunctionRow,
  creditFunctionPage,
  creditFunctionRow,
} from "./schema";

export const creditsKey = ["credits"] as const;

const FUNCTIONS = "/api/v1/credit-functions";

async function allFunctions(signal: AbortSignal): Promise<CreditFunctionRow[]> {
  const rows: CreditFunctionRow[] = [];
  let cursor: string | null = null;
  do {
    const url: string = withQuery(FUNCTIONS, { limit: 200, cursor });
    const page: z.output<typeof creditFunctionPage> = await fetchJson(creditFunctionPage, url, { signal });
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** All functions with their history, newest first. */
export const creditFunctionsQuery = () =>
  queryOptions({ queryKey: [...creditsKey, "functions"], queryFn: ({ signal }) => allFunctions(signal) });

export const accuracyQuery = () =>
  queryOptions({
    queryKey: [...creditsKey, "accuracy"],
    queryFn: ({ signal }) => fetchJson(accuracy, `${FUNCTIONS}/accuracy`, { signal }),
  });

export const addCreditFunction = (body: CreditFunctionInput, idempotencyKey: string) =>
  sendJson(creditFunctionRow, "POST", FUNCTIONS, { body, idempotencyKey });

export const editCreditFunction = ({ id, ...body }: CreditFunctionChange) =>
  sendJson(creditFunctionRow, "PATCH", `${FUNCTIONS}/${id}`, { body });

export const deleteCreditFunction = (id: string) => sendJson(z.null(), "DELETE", `${FUNCTIONS}/${id}`);
