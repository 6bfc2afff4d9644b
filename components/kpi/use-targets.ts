"use client";

import { useQuery } from "@tanstack/react-query";
import type { Filters } from "@/components/filters/url";
import type { Days } from "@/lib/core/period";
import { targetsQuery } from "@/lib/targets/queries";
import { nearestTarget, type TargetPlace } from "@/lib/targets/rules";
import type { Target, TargetMetric } from "@/lib/targets/schema";

const ONE = ["costCenter", "campaign", "market", "channel"] as const;

/**
 * Whose targets a filtered page is held against: the one thing that it is filtered by, then the organization. A page that
 * mixes several things, or is cut by provider or kind, has none: a target is for the whole.
 */
function placesOf(filters: Filters): TargetPlace[] {
  const used = Object.entries(filters).filter(([, codes]) => codes.length > 0);
  if (used.length === 0) return [{ scope: "organization" }];
  const [name, codes] = used[0] ?? ["", []];
  const scope = ONE.find((one) => one === name);
  const [code] = codes;
  return used.length === 1 && scope && codes.length === 1 && code ? [{ scope, code }] : [];
}

export type TargetFinder = (metric: TargetMetric, day: string, places?: readonly TargetPlace[]) => Target | null;

/** Targets with a day in the range; the finder answers with the one in force on a day. */
export function useTargets({ from, to, filters }: Days & { filters: Filters }): TargetFinder {
  const { data } = useQuery(targetsQuery({ from, to }));
  const own = placesOf(filters);
  return (metric, day, places = own) => (data ? nearestTarget(data.data, metric, places, day) : null);
}
