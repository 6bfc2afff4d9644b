"use client";

import { useQuery } from "@tanstack/react-query";
import { oldestWaitingQuery } from "@/lib/reviews/queries";
import type { OverviewScope } from "./questions";

/** Since when the oldest of the pictures waits that nobody has decided on; null where none does. */
export function useOldestWaiting({ from, to, filters }: OverviewScope, waiting: number): string | null {
  const { data } = useQuery({ ...oldestWaitingQuery({ from, to, ...filters }), enabled: waiting > 0 });
  return data?.data[0]?.occurredAt ?? null;
}
