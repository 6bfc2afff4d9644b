"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { OPENED, sameParams, VIEW_PARAMS } from "@/lib/views/rules";
import type { ViewPage } from "@/lib/views/rules/pages";
import type { View, ViewParams } from "@/lib/views/schema";

/** Of an address, what a view of the page would keep. */
function pageParams(page: ViewPage, search: URLSearchParams): ViewParams {
  return Object.fromEntries(
    VIEW_PARAMS[page].flatMap((name) => {
      const values = search.getAll(name);
      return values.length > 0 ? [[name, values]] : [];
    }),
  );
}

/** Was something changed on the page since the view was opened? */
export function isChanged(view: View, params: ViewParams): boolean {
  const opened = new URL(view.href, "http://page").searchParams;
  return !sameParams(pageParams(view.page, opened), params);
}

/** What the page shows now, and which view was opened. */
export function usePageParams(page: ViewPage): { params: ViewParams; openedId: string | null } {
  const search = useSearchParams();
  return useMemo(() => ({ params: pageParams(page, search), openedId: search.get(OPENED) }), [page, search]);
}
