import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { balanceList, walletEntry, type walletEntryInput, walletEntryPage } from "./schema";

export const balancesKey = ["balances"] as const;

export const balancesQuery = () =>
  queryOptions({
    queryKey: [...balancesKey, "list"],
    queryFn: ({ signal }) => fetchJson(balanceList, "/api/v1/balances", { signal }),
  });

/** The ledger of one wallet, newest first, page by page. */
export const walletEntriesQuery = (walletId: string) =>
  infiniteQueryOptions({
    queryKey: [...balancesKey, "entries", walletId],
    queryFn: ({ signal, pageParam }) =>
      fetchJson(walletEntryPage, withQuery(`/api/v1/wallets/${walletId}/entries`, { limit: 50, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const addWalletEntry = (
  walletId: string,
  body: Omit<z.input<typeof walletEntryInput>, "id">,
  idempotencyKey: string,
) => sendJson(walletEntry, "POST", `/api/v1/wallets/${walletId}/entries`, { body, idempotencyKey });

export const takeBackEntry = (walletId: string, entry: string, reason: string) =>
  sendJson(walletEntry, "POST", `/api/v1/wallets/${walletId}/entries/${entry}/reverse`, { body: { reason } });
