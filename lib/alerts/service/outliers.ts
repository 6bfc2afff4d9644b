import "server-only";
import { evaluate } from "../rules/machine";
import { watchOf } from "../rules/rule";
import { NOTHING_SEEN } from "../rules/sample";
import { outlierSample } from "../rules/special";
import type { RuleBody } from "../schema";
import type { JobSeen } from "../store/marks";
import { codesOf } from "./groups";
import type { Look } from "./looks";
import type { Sight } from "./sight";

/** So long a job is watched; then its alert ends with its period. */
const WATCHED_MS = 7 * 86_400_000;

/**
 * Only what stands out is kept, of the jobs that the rule is about.
 * @param known jobs that have an alert: they are looked at again, be they corrected or over
 */
export function outlierLooks(
  sight: Sight,
  body: RuleBody,
  jobs: readonly JobSeen[],
  { known, now }: { known: ReadonlySet<string>; now: Date },
): Look[] {
  const watch = watchOf(body);
  return jobs.flatMap(({ id, label, place, occurredAt, voided, costCenterId, median, mad, ...job }) => {
    const isRecent = occurredAt.getTime() > now.getTime() - WATCHED_MS;
    const seen = outlierSample({ ...job, median: median ?? "0", mad: mad ?? "0" });
    const isAsked = codesOf(sight, body.filter).every(([scope, codes]) => codes.includes(place[scope] ?? ""));
    const over = { ...NOTHING_SEEN, from: seen.from, to: seen.to, period: "over" };
    const sample = { ...(isRecent ? seen : over), gone: voided || !isAsked };
    const isBreach =
      !sample.gone && sample.status === "OK" && evaluate(watch, null, sample, new Date(0)).instance.state === "FIRING";
    if (!isBreach && !known.has(id)) return [];
    return [{ groupKey: id, step: 0, name: label, costCenterId, watch, sample }];
  });
}
