import { money } from "@/lib/core/amount";
import {
  type Classes,
  type Classified,
  classify,
  classOfPicture,
  countPictures,
  WASTE_CLASSES,
} from "@/lib/jobs/rules/classify";
import { amountText, moneyText, UNIT } from "./amounts";
import { type Cell, lineOf } from "./copy";
import type { Job, Picture, Play } from "./plays";
import type { PlayTable } from "./tables";
import { type PricedModel, STAFF_RATE_PER_HOUR } from "./world";

// Plays as lines of COPY for the tables that `tables.ts` performs them from.

/** Three hexadecimal digits in the middle of an id say what it is of, and where it stands in its play. */
const ID_OF = { job: "1", picture: "2", entry: "3", review: "4" } as const;
const idOf = (what: keyof typeof ID_OF, at: number) => ID_OF[what] + at.toString(16).padStart(2, "0");

const known = new Map<string, Classes>();
/** The rule itself, asked once per different question: money and states repeat a lot. */
function classesOf(job: Classified): Classes {
  const key = JSON.stringify(job);
  const found = known.get(key) ?? classify(job);
  if (known.size > 200_000) known.clear();
  known.set(key, found);
  return found;
}

const sum = (values: readonly (bigint | null)[]) => values.reduce<bigint>((total, value) => total + (value ?? 0n), 0n);

function billOf({ attempts }: Job, model: PricedModel) {
  const last = attempts.at(-1);
  const isUnpriced = last?.cost === null;
  const known = sum(attempts.map(({ cost }) => cost));
  const failed = sum(attempts.slice(0, -1).map(({ cost }) => cost));
  const isEstimated = model.source === "estimated";
  const priced = attempts.filter(({ amount }) => amount !== null);
  return { known, failed, isUnpriced, isEstimated, priced: priced.length, credits: sum(priced.map((a) => a.amount)) };
}

const isApproved = ({ state }: Picture) => state === "approved" || state === "approved_with_changes";

const isDuplicate = (job: Job) => job.sameAs !== null && job.sameAs !== job;

const pictureOf = ({ source }: Job) => source?.job.pictures[source.index];

function classifiedOf(job: Job, made: Play): Classified {
  const { model, motif, jobs } = made;
  const bill = billOf(job, model);
  const state = pictureOf(job)?.state;
  const approved = jobs.filter(({ pictures }) => pictures.some(isApproved)).map(({ iteration }) => iteration);
  return {
    ...{ kind: job.kind, status: job.status, isDuplicate: isDuplicate(job), iteration: job.iteration },
    ...{ hasMotif: motif !== "none", motifDropped: motif === "dropped" },
    motifApprovedIteration: motif !== "none" && approved.length > 0 ? Math.max(...approved) : null,
    ...{ knownCost: money(moneyText(bill.known)), failedAttemptsCost: money(moneyText(bill.failed)) },
    pictures: job.pictures.map((picture) => picture.state),
    sourceClass: job.source && state ? classOfPicture(classifiedOf(job.source.job, made), state) : null,
  };
}

type Bill = ReturnType<typeof billOf>;

/** Why nobody knows what a job cost. */
function reasonOf(job: Job, { isUnpriced }: Bill): string | null {
  if (!isUnpriced) return null;
  return job.attempts.at(-1)?.status === "unknown" ? "UNKNOWN_STATUS" : "NO_AMOUNT";
}

export type PlayLines = Record<PlayTable, string[]>;

/** @param number of the play */
export function writePlay(lines: PlayLines, number: number, play: Play): void {
  const versions = new Map<Picture, number>();
  let entries = 0;
  for (const job of play.jobs) {
    const bill = billOf(job, play.model);
    const id = idOf("job", job.at);
    lines.play_job.push(lineOf([number, id, job.after, ...jobCells(job, play, bill)]));
    for (const [index, attempt] of job.attempts.entries()) {
      const entry = idOf("entry", entries);
      entries += 1;
      lines.play_attempt.push(lineOf([number, id, job.after, entry, index + 1, ...attemptCells(attempt, job, bill)]));
    }
    for (const [index, { at, state, version }] of job.pictures.entries()) {
      const cells = [idOf("picture", at), idOf("review", at), index + 1, version, state, decidedAfter(job, number)];
      lines.play_picture.push(lineOf([number, id, job.after, job.source ? "t" : "f", ...cells]));
    }
    const improved = improvedBy(job);
    if (!improved) continue;
    const version = (versions.get(improved) ?? 1) + 1;
    versions.set(improved, version);
    lines.play_version.push(lineOf([number, id, job.after, idOf("picture", improved.at), version]));
  }
}

/** Seconds until somebody decides: between three hours and a day and a half. */
const decidedAfter = (job: Job, number: number) => job.after + (3 + ((job.at * 7 + number) % 36)) * 3_600;

function improvedBy(job: Job): Picture | undefined {
  const makesVersion = job.status === "succeeded" && (job.kind === "upscale" || job.kind === "postprocess");
  return makesVersion ? pictureOf(job) : undefined;
}

const stageOf = ({ kind, isFinal }: Job) => (kind === "training" ? null : isFinal ? "final" : "draft");

function jobCells(job: Job, play: Play, bill: Bill): Cell[] {
  const { model, motif } = play;
  const classified = classifiedOf(job, play);
  const parts = classesOf(classified);
  const counts = countPictures(classified);
  const reason = reasonOf(job, bill);
  const source = pictureOf(job);
  const staff = (BigInt((job.staffMinutes ?? 0) * STAFF_RATE_PER_HOUR) * UNIT) / 60n;
  const known = moneyText(bill.known);
  return [
    ...[source ? idOf("picture", source.at) : null, job.sameAs && idOf("job", job.sameAs.at)],
    ...[job.kind, stageOf(job), job.status, motif === "none" ? null : job.iteration],
    ...[job.pictures.length, job.pictures.length, job.staffMinutes],
    ...[job.attempts.length, job.attempts.filter(({ status }) => status === "failed").length],
    ...[reason ? null : known, reason, known],
    ...(bill.isEstimated ? [known, bill.priced] : ["0", 0]),
    ...[moneyText(staff), model.unit === "CREDITS" && bill.priced > 0 ? amountText(bill.credits) : null],
    ...[counts.approved, counts.approvedWithChanges, counts.rejected, counts.superseded],
    ...WASTE_CLASSES.map((name) => parts[name].toFixed()),
  ];
}

function attemptCells({ status, amount, cost }: Job["attempts"][number], job: Job, bill: Bill): Cell[] {
  if (amount === null || cost === null) return [status, null, null, reasonOf(job, bill)];
  return [status, amountText(amount), moneyText(cost), null];
}
