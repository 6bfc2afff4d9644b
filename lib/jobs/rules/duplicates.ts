import { Exact } from "@/lib/core/amount";
import type { Status } from "./vocabulary";

/** A live job of one configuration. */
export type Repeat = { id: string; occurredAt: string; status: Status; cost: string };

/**
 * Which jobs of one configuration are duplicates, and of which original: the earliest succeeded and charged job is the
 * original; later ones that cost something are duplicates; failed jobs and cost 0 never are.
 * @param repeats live jobs with the same configuration; `cost` is the known cost
 * @returns id of the original for each duplicate
 */
export function duplicatesAmong(repeats: readonly Repeat[]): Map<string, string> {
  const charged = repeats
    .filter(({ status, cost }) => status === "succeeded" && new Exact(cost).greaterThan(0))
    .sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || (a.id < b.id ? -1 : 1));
  const [original, ...later] = charged;
  return new Map(original ? later.map(({ id }) => [id, original.id]) : []);
}
