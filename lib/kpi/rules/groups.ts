import type { Layer } from "@/lib/core/chart";
import type { KpiRow } from "../schema";

export const isWhollyUnpriced = ({ jobs, unpricedJobs }: Pick<KpiRow, "jobs" | "unpricedJobs">) =>
  jobs > 0 && unpricedJobs === jobs;

type Keyed = { key: Record<string, string | null>; other?: boolean | undefined };
type Named = Keyed & { name?: Record<string, string> | undefined };

export function layerId({ key, other }: Keyed, dimension: string): string {
  if (other) return "other";
  const code = key[dimension] ?? null;
  return code === null ? "none" : `code:${code}`;
}

/** A group of an answer as a colour, row or column of a picture. */
export function layerOf(group: Named, dimension: string): Layer {
  const isOther = group.other === true;
  const code = isOther ? null : (group.key[dimension] ?? null);
  return { id: layerId(group, dimension), code, name: group.name?.[dimension] ?? null, isOther };
}
