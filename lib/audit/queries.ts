import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { type AuditQuery, auditChoices, auditPage } from "./schema";

const auditKey = ["audit-log"] as const;

export type AuditFilter = Pick<AuditQuery, "action" | "author" | "subject" | "from" | "to">;

export function auditLogQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: [...auditKey, "entries", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(auditPage, withQuery("/api/v1/audit-log", { ...filter, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function auditChoicesQueryOptions() {
  return queryOptions({
    queryKey: [...auditKey, "choices"],
    queryFn: ({ signal }) => fetchJson(auditChoices, "/api/v1/audit-log/choices", { signal }),
  });
}
