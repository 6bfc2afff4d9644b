import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { answersOf, fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import type { ListName, ListRow, MergedList } from "./schema";

const answer = answersOf(() => import("./schema"));

export const listsKey = ["lists"] as const;

const urlOf = (list: ListName, ...parts: string[]) => ["/api/v1", list, ...parts].join("/");

/** What one row of a list looks like. */
const rowOf =
  <Name extends ListName>(list: Name) =>
  async (): Promise<z.ZodType<ListRow<Name>>> =>
    (await answer("ROWS")())[list] as unknown as z.ZodType<ListRow<Name>>;

async function allPages<Name extends ListName>(list: Name, signal: AbortSignal): Promise<ListRow<Name>[]> {
  const { pageOf } = await import("@/lib/core/schema");
  const page = pageOf(await rowOf(list)());
  const rows: ListRow<Name>[] = [];
  let cursor: string | null = null;
  do {
    const url: string = withQuery(urlOf(list), { limit: 200, archived: "all", cursor });
    const { data, nextCursor }: z.output<typeof page> = await fetchJson(page, url, { signal });
    rows.push(...data);
    cursor = nextCursor;
  } while (cursor !== null);
  return rows;
}

/** A whole list in order of its codes, archived and merged rows too; `isOffered` in rules says which to offer. */
export function listQuery<Name extends ListName>(list: Name) {
  return queryOptions({
    queryKey: [...listsKey, list],
    queryFn: ({ signal }) => allPages(list, signal),
    staleTime: 60_000,
  });
}

type Fields = Readonly<Record<string, unknown>>;

export const createRow = <Name extends ListName>(list: Name, body: Fields, idempotencyKey?: string) =>
  sendJson(rowOf(list), "POST", urlOf(list), { body, ...(idempotencyKey ? { idempotencyKey } : {}) });

export const changeRow = <Name extends ListName>(list: Name, id: string, body: Fields) =>
  sendJson(rowOf(list), "PATCH", urlOf(list, id), { body });

export const archiveRow = <Name extends ListName>(list: Name, id: string) =>
  sendJson(rowOf(list), "POST", urlOf(list, id, "archive"));

export const restoreRow = <Name extends ListName>(list: Name, id: string) =>
  sendJson(rowOf(list), "POST", urlOf(list, id, "restore"));

export const mergeRow = (list: MergedList, id: string, body: { into: string; preview: boolean }) =>
  sendJson(answer("mergeAnswer"), "POST", urlOf(list, id, "merge"), { body });

/** What a merge would do; asks, changes nothing. */
export function mergePreviewQuery(list: MergedList, id: string, into: string) {
  return queryOptions({
    queryKey: [...listsKey, list, id, "merge", into],
    queryFn: () => mergeRow(list, id, { into, preview: true }),
    staleTime: 0,
    gcTime: 0,
  });
}

export const unmergeRow = <Name extends MergedList>(list: Name, id: string) =>
  sendJson(rowOf(list), "POST", urlOf(list, id, "unmerge"));

export const moveCampaign = (id: string, body: { costCenter: string; firstDay: string }) =>
  sendJson(answer("moveAnswer"), "POST", urlOf("campaigns", id, "cost-center"), { body });

/** One motif, by its id. */
export function motifQuery(id: string) {
  return queryOptions({
    queryKey: [...listsKey, "motifs", "one", id],
    queryFn: ({ signal }) => fetchJson(rowOf("motifs"), urlOf("motifs", id), { signal }),
  });
}
