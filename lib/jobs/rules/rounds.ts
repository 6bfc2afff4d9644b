import { addMoney, money, ratioText } from "@/lib/core/amount";
import type { AdviceSettings } from "@/lib/settings/schema";
import type { Advised } from "../schema";
import type { MotifRound, MotifRounds } from "../schema/rounds";
import type { Understood } from "./understand";

/** What is read of one iteration; the rest follows. */
export type RoundSums = Omit<MotifRound, "costPerApprovedImage" | "isRejected">;

type Counted = keyof Omit<RoundSums, "iteration" | "firstAt" | "lastAt">;
const COUNTS = [
  "images",
  "drafts",
  "finals",
  "variations",
  "approved",
  "approvedWithChanges",
  "rejected",
  "changesRequested",
  "superseded",
  "waiting",
  "waitingDrafts",
  "jobs",
  "unpricedJobs",
] as const satisfies readonly Counted[];
const AMOUNTS = [
  "spend",
  "draftSpend",
  "finalSpend",
  "variationSpend",
  "versionSpend",
  "useful",
  "waste",
  "open",
] as const satisfies readonly Counted[];

type Spent = Pick<RoundSums, "spend" | "approved" | "jobs" | "unpricedJobs">;

/** Spend ÷ approved pictures, as the figures have it: null without an approval, or without any price. */
function costPerApproved({ spend, approved, jobs, unpricedJobs }: Spent): string | null {
  return approved === 0 || (jobs > 0 && unpricedJobs === jobs) ? null : ratioText(spend, approved);
}

/**
 * A round is rejected when pictures of it were rejected, none was approved, and it is over: nothing of it waits any
 * more, or a later round has begun.
 */
export function isRejectedRound(
  round: Pick<RoundSums, "approved" | "rejected" | "waiting">,
  hasLater: boolean,
): boolean {
  return round.rejected > 0 && round.approved === 0 && (round.waiting === 0 || hasLater);
}

export const rejectedRounds = (rounds: readonly RoundSums[]): number =>
  rounds.filter((round, at) => isRejectedRound(round, at < rounds.length - 1)).length;

export function roundsOf(rounds: readonly RoundSums[]): MotifRound[] {
  return rounds.map((round, at) => ({
    ...round,
    costPerApprovedImage: costPerApproved(round),
    isRejected: isRejectedRound(round, at < rounds.length - 1),
  }));
}

export function totalOf(rounds: readonly RoundSums[]): MotifRounds["total"] {
  const counts = Object.fromEntries(
    COUNTS.map((name) => [name, rounds.reduce((sum, round) => sum + round[name], 0)]),
  ) as Record<(typeof COUNTS)[number], number>;
  const amounts = Object.fromEntries(
    AMOUNTS.map((name) => [name, addMoney(rounds.map((round) => money(round[name]))).toFixed()]),
  ) as Record<(typeof AMOUNTS)[number], string>;
  const total = { ...counts, ...amounts };
  return { ...total, costPerApprovedImage: costPerApproved(total) };
}

/** The rounds as they would be with one more job: what is asked of the advice before it runs. */
export function withJob(rounds: readonly RoundSums[], job: Understood): RoundSums[] {
  const adds = job.kind === "variation" ? job.imagesRequested : 0;
  const [first, ...rest] = rounds;
  return first ? [{ ...first, variations: first.variations + adds }, ...rest] : [];
}

/** What a motif's history advises; informs, never refuses. Nothing where the motif was dropped already. */
export function motifAdvice(rounds: readonly RoundSums[], usual: AdviceSettings, dropped: boolean): Advised[] {
  if (dropped || rounds.length === 0) return [];
  const total = totalOf(rounds);
  const lost = rejectedRounds(rounds);
  const { dropAfterRounds, variationsFrom, variationsTo, reviewAfterDraftsFrom, reviewAfterDraftsTo } = usual;
  const lines: (Omit<Advised, "spent"> | false)[] = [
    lost >= dropAfterRounds &&
      total.approved === 0 && {
        code: "DROP_MOTIF",
        message: `${lost} rounds were rejected; after ${dropAfterRounds} it is usually better to drop the motif`,
        values: { rounds: lost, most: dropAfterRounds },
      },
    total.variations > variationsTo && {
      code: "ENOUGH_VARIATIONS",
      message: `${total.variations} variations; ${variationsFrom} to ${variationsTo} are usually enough`,
      values: { count: total.variations, from: variationsFrom, to: variationsTo },
    },
    total.waitingDrafts >= reviewAfterDraftsFrom && {
      code: "REVIEW_NOW",
      message: `${total.waitingDrafts} drafts wait; review after ${reviewAfterDraftsFrom} to ${reviewAfterDraftsTo}`,
      values: { count: total.waitingDrafts, from: reviewAfterDraftsFrom, to: reviewAfterDraftsTo },
    },
  ];
  return lines.filter((found) => found !== false).map((found) => ({ ...found, spent: total.spend }));
}
