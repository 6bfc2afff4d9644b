"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { newId } from "@/lib/core/id";
import { jobsKey } from "@/lib/jobs/queries";
import { pricesKey } from "@/lib/prices/queries";

/** The same body is sent with the same key: a repeat after a lost answer does not write twice. */
export function useWriteKey() {
  const last = useRef({ body: "", key: "" });
  return (body: unknown): string => {
    const text = JSON.stringify(body);
    if (last.current.body !== text) last.current = { body: text, key: newId() };
    return last.current.key;
  };
}

/** Prices decide what unpriced jobs would cost, so both are asked for again. */
export function usePricesRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: pricesKey }),
      client.invalidateQueries({ queryKey: [...jobsKey, "unpriced"] }),
      client.invalidateQueries({ queryKey: [...jobsKey, "estimate"] }),
    ]);
}
