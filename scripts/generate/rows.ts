import { money } from "@/lib/core/amount";
import { newId } from "@/lib/core/id";
import { dayIn } from "@/lib/core/period";
import {
  type Classes,
  type Classified,
  classify,
  classOfPicture,
  countPictures,
  WASTE_CLASSES,
} from "@/lib/jobs/rules/classify";
import { amountText, moneyText, UNIT } from "./amounts";
import type { Cell } from "./copy";
import type { Job, Made, Picture, Sitting } from "./jobs";
import type { Lines } from "./lines";
import { type PricedModel, STAFF_RATE_PER_HOUR, TIME_ZONE, type World } from "./world";

const iso = (at: number) => new Date(at).toISOString();

const hours = new Map<number, string>();
/** First day of the month of an instant, in the zone; zones of our day change on the hour. */
function monthOf(at: number): string {
  const hour = Math.floor(at / 3_600_000);
  const known = hours.get(hour);
  if (known) return known;
  const month = `${dayIn(TIME_ZONE, new Date(at)).slice(0, 7)}-01`;
  hours.set(hour, month);
  return month;
}

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

const pictureOf = ({ source }: Job) => source?.job.pictures[source.index];

function classifiedOf(job: Job, made: Made): Classified {
  const { sitting, jobs } = made;
  const bill = billOf(job, sitting.model);
  const state = pictureOf(job)?.state;
  const approved = jobs.filter(({ pictures }) => pictures.some(isApproved)).map(({ iteration }) => iteration);
  return {
    ...{ kind: job.kind, status: job.status, isDuplicate: job.duplicateOf !== null, iteration: job.iteration },
    ...{ hasMotif: sitting.motif !== null, motifDropped: sitting.motif?.dropped ?? false },
    motifApprovedIteration: sitting.motif && approved.length > 0 ? Math.max(...approved) : null,
    ...{ knownCost: money(moneyText(bill.known)), failedAttemptsCost: money(moneyText(bill.failed)) },
    pictures: job.pictures.map((picture) => picture.state),
    sourceClass: job.source && state ? classOfPicture(classifiedOf(job.source.job, made), state) : null,
  };
}

export function write(world: World, lines: Lines, made: Made): void {
  const { jobs, sitting } = made;
  const { organizationId } = world;
  const { flight, motif } = sitting;
  const first = jobs[0];
  if (motif && flight && first)
    lines.add("motif", [
      ...[organizationId, motif.id, flight.id, `m-${motif.id.slice(-12)}`, "Motif"],
      ...[world.assetTypes[first.at % world.assetTypes.length] ?? null, motif.dropped ? iso(first.at) : null],
      iso(first.at),
    ]);
  for (const job of jobs) writeJob(world, lines, job, made);
  lines.jobs += jobs.length;
}

type Placed = { job: Job; made: Made; bill: ReturnType<typeof billOf>; reason: string | null };

function writeJob(world: World, lines: Lines, job: Job, made: Made): void {
  const bill = billOf(job, made.sitting.model);
  const isUnknown = job.attempts.at(-1)?.status === "unknown";
  const reason = bill.isUnpriced ? (isUnknown ? "UNKNOWN_STATUS" : "NO_AMOUNT") : null;
  const placed = { job, made, bill, reason };
  lines.add("job", jobCells(world, placed), job.source !== null);
  writeAttempts(world, lines, placed);
  writePictures(world, lines, placed);
  writeVersion(lines, world.organizationId, job);
}

const RECORDED_AFTER_MS = 30_000;

function placeOf(world: World, { flight, market, channel }: Sitting): string[] {
  const { campaign, costCenter } = world.unassigned;
  return [flight?.id ?? campaign, market, channel, flight?.costCenterId ?? costCenter];
}

const stageOf = ({ kind, isFinal }: Job) => (kind === "training" ? null : isFinal ? "final" : "draft");

function jobCells(world: World, { job, made, bill, reason }: Placed): Cell[] {
  const { sitting } = made;
  const { model, author, motif } = sitting;
  const classified = classifiedOf(job, made);
  const parts = classesOf(classified);
  const counts = countPictures(classified);
  const [at, recorded] = [iso(job.at), iso(job.at + RECORDED_AFTER_MS)];
  const staff = (BigInt((job.staffMinutes ?? 0) * STAFF_RATE_PER_HOUR) * UNIT) / 60n;
  const known = moneyText(bill.known);
  return [
    ...[world.organizationId, job.id, job.id, model.providerId, model.walletId, model.model, job.kind, stageOf(job)],
    ...[job.status, "api", at, recorded, recorded, ...placeOf(world, sitting)],
    ...[motif?.id ?? null, motif ? job.iteration : null, 768, 768, 28, null, "{}"],
    ...[job.pictures.length, job.pictures.length, job.staffMinutes],
    ...[pictureOf(job)?.id ?? null, job.configHash && `\\\\x${job.configHash}`, job.duplicateOf, "{}", sitting.tags],
    ...[author.kind, author.id, job.attempts.length, job.attempts.filter(({ status }) => status === "failed").length],
    ...[reason ? null : known, reason, known],
    ...(bill.isEstimated ? [known, bill.priced] : ["0", 0]),
    ...[moneyText(staff), model.unit === "CREDITS" && bill.priced > 0 ? amountText(bill.credits) : null],
    ...[counts.approved, counts.approvedWithChanges, counts.rejected, counts.superseded],
    ...WASTE_CLASSES.map((name) => parts[name].toFixed()),
  ];
}

function writeAttempts(world: World, lines: Lines, { job, made: { sitting }, reason }: Placed): void {
  const { model, author } = sitting;
  const organization = world.organizationId;
  const times = [iso(job.at), iso(job.at + RECORDED_AFTER_MS), monthOf(job.at)];
  job.attempts.forEach(({ status, amount, cost }, index) => {
    const paid = amount === null || cost === null ? null : { quantity: amountText(amount), money: moneyText(cost) };
    const [unit, source, price] = paid ? [model.unit, model.source, model.priceId] : [null, null, null];
    lines.add("attempt", [
      ...[organization, job.id, index + 1, status, paid?.quantity ?? null, unit, source, paid?.money ?? null],
      ...[paid ? null : reason, price],
    ]);
    if (!paid) return;
    lines.add("ledger_entry", [
      ...[organization, newId(), "usage", model.walletId, job.id, index + 1, unit, paid.quantity, paid.money],
      ...[world.currency, price, ...placeOf(world, sitting), ...times, author.kind, author.id],
    ]);
  });
}

const HOUR_MS = 3_600_000;

function writePictures(world: World, lines: Lines, { job, made: { sitting } }: Placed): void {
  const organization = world.organizationId;
  const { reviewer } = sitting;
  const decided = iso(job.at + (3 + (job.at % 36)) * HOUR_MS);
  job.pictures.forEach(({ id, state, version }, index) => {
    const decision = state === "open" ? [null, null] : [version, decided];
    lines.add("asset", [organization, id, job.id, index + 1, version, state, ...decision], job.source !== null);
    if (state === "open") return;
    lines.add("review", [organization, newId(), id, version, state, reviewer.kind, reviewer.id, decided, decided]);
  });
}

const versions = new WeakMap<Picture, number>();

function writeVersion(lines: Lines, organization: string, job: Job): void {
  const { id, kind, status, at } = job;
  const improved = pictureOf(job);
  if (!improved || status !== "succeeded" || (kind !== "upscale" && kind !== "postprocess")) return;
  const version = (versions.get(improved) ?? 1) + 1;
  versions.set(improved, version);
  lines.add("asset_version", [organization, improved.id, version, id, iso(at)]);
}
