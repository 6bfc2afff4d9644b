"use client";

import { useQuery } from "@tanstack/react-query";
import { useToday } from "@/components/filters/use-kpi-filter";
import { presetDays } from "@/lib/core/period";
import { creditFunctionsQuery } from "@/lib/credits/queries";
import { ANY_MODEL } from "@/lib/credits/schema";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { pricesQuery } from "@/lib/prices/queries";
import type { CodeOption } from "./match-codes";

const STALE_MS = 600_000;

/** Models to offer: those used with this provider lately, the most used first, then those with an estimate or a price. */
export function useModels(provider: string): CodeOption[] {
  const asked = { ...presetDays("90d", useToday(), 1), groupBy: "model", fields: "jobs", provider: [provider] };
  const hasProvider = provider.trim() !== "";
  const used = useQuery({
    ...someKpisQueryOptions(asked),
    enabled: hasProvider,
    staleTime: STALE_MS,
    // The models of the provider before are no answer for this one.
    placeholderData: (): undefined => undefined,
    retry: false,
  });
  const functions = useQuery({ ...creditFunctionsQuery(), enabled: hasProvider, staleTime: STALE_MS, retry: false });
  const prices = useQuery({ ...pricesQuery(), enabled: hasProvider, staleTime: STALE_MS, retry: false });
  const groups = [...(used.data?.groups ?? [])].sort((a, b) => (b.jobs ?? 0) - (a.jobs ?? 0));
  const known = [...(functions.data ?? []), ...(prices.data ?? [])].filter(
    (row) => row.provider?.toLowerCase() === provider.trim().toLowerCase(),
  );
  const names = [...groups.flatMap(({ key }) => key.model ?? []), ...known.flatMap(({ model }) => model ?? [])];
  return [...new Set(names)].filter((name) => name !== ANY_MODEL).map((name) => ({ code: name, name }));
}
