import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { targetList } from "./schema";

const targetsKey = ["targets"] as const;

const TARGETS = "/api/v1/targets";

/** Versions with a day in the range; without a range all of them. `lib/targets/rules` says which one counts on a day. */
export function targetsQuery(range: { from?: string; to?: string } = {}) {
  return queryOptions({
    queryKey: [...targetsKey, "list", range],
    queryFn: ({ signal }) => fetchJson(targetList, withQuery(TARGETS, range), { signal }),
    placeholderData: keepPreviousData,
  });
}
