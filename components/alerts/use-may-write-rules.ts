"use client";

import { useCan, useMe } from "@/components/common/me-context";

/** Rules see everything, so who is limited to cost centres writes none. */
export function useMayWriteRules(): boolean {
  const mayWrite = useCan("alerts:write");
  const { limitedTo } = useMe();
  return mayWrite && limitedTo === null;
}
