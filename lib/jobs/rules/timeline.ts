import type { JobDetail } from "../schema/detail";

/** The reason of entries that were booked when an unpriced job got its price. */
export const PRICE_BECAME_KNOWN = "A price became known";

type Decided = JobDetail["decisions"][number];
type Entry = JobDetail["ledger"][number];

/** What happened to a job. Decisions of one person with the same words belong together. */
export type JobEvent =
  | { kind: "logged"; at: string }
  | { kind: "corrected"; at: string; revision: JobDetail["revisions"][number] }
  | { kind: "decided"; at: string; by: string | null; decision: Decided; pictures: number[] }
  | { kind: "priced"; at: string; by: string | null; entries: Entry[] }
  | { kind: "voided"; at: string; by: string | null; reason: string | null };

type Told = Pick<JobDetail, "recordedAt" | "revisions" | "decisions" | "ledger" | "voidedAt" | "voidReason" | "state">;

const minuteOf = (at: string) => at.slice(0, "2026-03-01T10:00".length);

function decided(decisions: readonly Decided[]): JobEvent[] {
  const groups = Map.groupBy(decisions, ({ at, by, decision, reason, comment, version }) =>
    JSON.stringify([minuteOf(at), by, decision, reason, comment, version]),
  );
  return [...groups.values()].flatMap((group): JobEvent[] => {
    const last = group.at(-1);
    if (!last) return [];
    const pictures = [...new Set(group.map(({ picture }) => picture))].sort((a, b) => a - b);
    return [{ kind: "decided", at: last.at, by: last.by, decision: last, pictures }];
  });
}

function priced(ledger: readonly Entry[]): JobEvent[] {
  const booked = ledger.filter(({ reason, reverses }) => reason === PRICE_BECAME_KNOWN && reverses === null);
  return [...Map.groupBy(booked, ({ recordedAt }) => recordedAt)].map(([at, entries]) => ({
    ...{ kind: "priced", at, entries },
    by: entries[0]?.by ?? null,
  }));
}

function voided({ state, voidedAt, voidReason, ledger }: Told): JobEvent[] {
  if (state !== "void" || voidedAt === null) return [];
  const reversal = ledger.findLast(({ reverses, reason }) => reverses !== null && reason === voidReason);
  return [{ kind: "voided", at: voidedAt, by: reversal?.by ?? null, reason: voidReason }];
}

/** Everything that happened to a job in one line of time, newest first; the logging itself comes last. */
export function timelineOf(job: Told): JobEvent[] {
  const later: JobEvent[] = [
    ...job.revisions.map((revision): JobEvent => ({ kind: "corrected", at: revision.at, revision })),
    ...decided(job.decisions),
    ...priced(job.ledger),
    ...voided(job),
  ];
  later.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return [...later, { kind: "logged", at: job.recordedAt }];
}
