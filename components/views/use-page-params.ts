"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { OPENED, VIEW_PARAMS } from "@/lib/views/rules";
import type { ViewPage, ViewParams } from "@/lib/views/schema";

/** Of an address, what a view of the page would keep. */
export function pageParams(page: ViewPage, search: URLSearchParams): ViewParams {
  return Object.fromEntries(
    VIEW_PARAMS[page].flatMap((name) => {
      const values = search.getAll(name);
      return values.length > 0 ? [[name, values]] : [];
    }),
  );
}

/** What the page shows now, and which view was opened. */
export function usePageParams(page: ViewPage): { params: ViewParams; openedId: string | null } {
  const search = useSearchParams();
  return useMemo(() => ({ params: pageParams(page, search), openedId: search.get(OPENED) }), [page, search]);
}
