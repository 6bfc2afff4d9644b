import type { CorrectionInput } from "@/lib/jobs/schema";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import type { FieldProblems } from "./to-job-input";
import { instantOf, wallTimeOf } from "./zoned-time";

/** What stands in the correction form; text as typed. An empty amount leaves the cost alone. */
export type CorrectionDraft = {
  attempt: number;
  amount: string;
  unit: string;
  status: JobDetail["status"];
  when: string;
  provider: string;
  model: string;
  kind: JobDetail["kind"];
  stage: JobDetail["stage"];
  campaign: string;
  market: string;
  channel: string;
  motif: string;
  delivered: string;
};

const assigned = (code: string) => (code === "unassigned" ? "" : code);

export function correctionDraft(job: JobDetail, timeZone: string): CorrectionDraft {
  return {
    attempt: job.attempts,
    amount: "",
    unit: job.attemptList.at(-1)?.unit ?? "CREDITS",
    status: job.status,
    when: wallTimeOf(job.occurredAt, timeZone),
    provider: job.provider,
    model: job.model ?? "",
    kind: job.kind,
    stage: job.stage,
    campaign: assigned(job.campaign),
    market: assigned(job.market),
    channel: assigned(job.channel),
    motif: job.motif ?? "",
    delivered: String(job.imagesDelivered),
  };
}

/** Emptied fields are cleared: null. */
const orNull = (text: string) => (text.trim() === "" ? null : text.trim());

type Changes = Omit<CorrectionInput, "reason">;

/** Only what differs from the job as it is; null when nothing does. */
export function changesOf(before: CorrectionDraft, after: CorrectionDraft, timeZone: string): Changes | null {
  const changed = (field: keyof CorrectionDraft) => before[field] !== after[field];
  const cleared = (["model", "campaign", "market", "channel", "motif"] as const).filter(changed);
  const when = changed("when") ? instantOf(after.when, timeZone) : null;
  const changes: Changes = {
    ...(after.amount === "" ? {} : { cost: { amount: after.amount, unit: after.unit, source: "manual" } }),
    ...(after.amount === "" ? {} : { attempt: after.attempt }),
    ...(changed("status") ? { status: after.status } : {}),
    ...(when ? { occurredAt: when } : {}),
    ...(changed("provider") ? { provider: after.provider.trim() } : {}),
    ...(changed("kind") ? { kind: after.kind } : {}),
    ...(changed("stage") && after.stage ? { stage: after.stage } : {}),
    ...(changed("delivered") ? { imagesDelivered: Number(after.delivered) } : {}),
    ...Object.fromEntries(cleared.map((field) => [field, orNull(after[field])])),
  };
  return Object.keys(changes).length > 0 ? changes : null;
}

export function problemsOfCorrection(draft: CorrectionDraft, timeZone: string): FieldProblems {
  return {
    ...(draft.amount === "" || /^\d{1,12}(\.\d{1,6})?$/.test(draft.amount)
      ? {}
      : { amount: { code: "NOT_AN_AMOUNT" } }),
    ...(/^\d{1,4}$/.test(draft.delivered.trim()) ? {} : { delivered: { code: "NOT_A_COUNT" } }),
    ...(instantOf(draft.when, timeZone) ? {} : { when: { code: "NOT_A_TIME" } }),
    ...(draft.provider.trim() === "" ? { provider: { code: "REQUIRED" } } : {}),
  };
}
