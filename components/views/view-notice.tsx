"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { viewsQuery } from "@/lib/views/queries";
import type { ViewPage } from "@/lib/views/rules/pages";
import { usePageParams } from "./use-page-params";

// Few visits open a view, and few of those are not whole any more.
const ViewIssues = dynamic(() => import("./view-issues").then((loaded) => loaded.ViewIssues), { ssr: false });

/** Under the head of a page: says when the opened view is not whole any more. */
export function ViewNotice({ page }: { page: ViewPage }) {
  const { openedId } = usePageParams(page);
  const { data } = useQuery({ ...viewsQuery(), enabled: openedId !== null });
  const [closed, setClosed] = useState<string | null>(null);
  const view = data?.find((one) => one.id === openedId && one.page === page);
  if (!view || view.issues.length === 0 || closed === view.id) return null;
  return <ViewIssues view={view} onClose={() => setClosed(view.id)} />;
}
