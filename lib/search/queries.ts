import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { searchAnswer } from "./schema";

/** @param q one letter finds too much to be of use */
export const searchQueryOptions = (q: string) =>
  queryOptions({
    queryKey: ["search", q],
    queryFn: ({ signal }) => fetchJson(searchAnswer, withQuery("/api/v1/search", { q }), { signal }),
    enabled: q.length >= 2,
    staleTime: 10_000,
    placeholderData: keepPreviousData,
  });
