import type { Random } from "@/lib/demo/rules/random";
import type { PictureState } from "@/lib/jobs/rules/classify";
import { costOf } from "./amounts";
import type { PricedModel } from "./world";

// What happens in a sitting: a person makes pictures, tries again, takes some further, and somebody decides. All that the
// jobs say about each other (duplicates, superseded pictures, upscales) stays inside of it, so a play can be performed
// again by others, for another campaign, on another day.

export type Picture = { at: number; state: PictureState; version: number };
type Attempt = { status: "succeeded" | "failed" | "unknown"; amount: bigint | null; cost: bigint | null };
export type Job = {
  /** Its place in the play. */
  at: number;
  kind: "generation" | "variation" | "upscale" | "postprocess" | "training";
  status: "succeeded" | "failed" | "unknown";
  /** Seconds after the beginning. */
  after: number;
  iteration: number;
  isFinal: boolean;
  attempts: Attempt[];
  pictures: Picture[];
  source: { job: Job; index: number } | null;
  /** The first job with the same configuration, which may be itself; null: there is no other one. */
  sameAs: Job | null;
  staffMinutes: number | null;
};

export type MotifFate = "none" | "kept" | "dropped";
export type Play = { model: PricedModel; motif: MotifFate; jobs: readonly Job[] };

const STATES: Readonly<Record<PictureState, number>> = {
  open: 30,
  approved: 22,
  approved_with_changes: 6,
  rejected: 34,
  changes_requested: 6,
  withdrawn: 2,
};

function attemptsOf(random: Random, status: Job["status"], model: PricedModel, pictures: number): Attempt[] {
  const per = { CREDITS: 8_000_000n, GPU_MINUTES: 1_200_000n, EUR: 40_000n }[model.unit];
  const full = per * BigInt(Math.max(1, pictures)) + BigInt(random.int(0, 4)) * (per / 8n);
  const charged = (amount: bigint): Pick<Attempt, "amount" | "cost"> => ({ amount, cost: costOf(amount, model.price) });
  const retries = random.chance(0.06) ? random.int(1, 2) : 0;
  const failed = Array.from(
    { length: retries },
    (): Attempt => ({ status: "failed", ...charged(random.chance(0.5) ? per : 0n) }),
  );
  if (status === "unknown") return [...failed, { status, amount: null, cost: null }];
  const isUnpriced = random.chance(0.003);
  const last = isUnpriced ? { amount: null, cost: null } : charged(status === "failed" ? per : full);
  return [...failed, { status, ...last }];
}

function kindOf(random: Random, made: readonly Job[]): { kind: Job["kind"]; source: Job["source"] } {
  if (random.chance(0.002)) return { kind: "training", source: null };
  const sources = made.filter(({ pictures, source }) => pictures.length > 0 && !source);
  if (sources.length === 0 || random.chance(0.62)) return { kind: "generation", source: null };
  const job = random.pick(sources);
  const kind = random.weighted({ variation: 55, upscale: 32, postprocess: 13 });
  return { kind, source: { job, index: random.int(0, job.pictures.length - 1) } };
}

function aJob(random: Random, made: readonly Job[], place: { after: number; share: number; model: PricedModel }): Job {
  const { after, share, model } = place;
  const { kind, source } = kindOf(random, made);
  const status = random.weighted({ succeeded: 968, failed: 28, unknown: 4 });
  const delivers = status === "succeeded" && (kind === "generation" || kind === "variation");
  const pictures = Array.from({ length: delivers ? random.pick([1, 1, 2, 4]) : 0 }, (): Picture => {
    return { at: 0, state: "open", version: 1 };
  });
  const makesVersion = status === "succeeded" && (kind === "upscale" || kind === "postprocess");
  const improved = makesVersion ? source?.job.pictures[source.index] : undefined;
  if (improved) improved.version += 1;
  return {
    ...{ at: 0, kind, status, after, iteration: 1 + Math.floor(share * 3), isFinal: share > 0.7, pictures, source },
    ...{ attempts: attemptsOf(random, status, model, pictures.length), sameAs: null },
    staffMinutes: random.chance(0.1) ? random.int(1, 30) : null,
  };
}

/** The same configuration again, by mistake: the later job is the duplicate of the earlier one. */
function repeat(random: Random, jobs: readonly Job[]): void {
  const [original, again] = jobs.filter(
    ({ kind, source, status, attempts }) =>
      kind === "generation" && !source && status === "succeeded" && (attempts.at(-1)?.cost ?? 0n) > 0n,
  );
  if (!original || !again || !random.chance(0.12)) return;
  original.sameAs = original;
  again.sameAs = original;
}

function decide(random: Random, jobs: readonly Job[]): void {
  if (random.chance(0.2)) return;
  for (const { pictures } of jobs) for (const picture of pictures) picture.state = random.weighted(STATES);
}

/** @param size how many jobs */
export function aPlay(random: Random, { size, ...cast }: { model: PricedModel; motif: MotifFate; size: number }): Play {
  const jobs: Job[] = [];
  let after = 0;
  for (let index = 0; index < size; index += 1) {
    jobs.push(aJob(random, jobs, { after, share: index / size, model: cast.model }));
    after += random.int(20, 90);
  }
  repeat(random, jobs);
  decide(random, jobs);
  for (const [at, job] of jobs.entries()) job.at = at;
  for (const [at, picture] of jobs.flatMap(({ pictures }) => pictures).entries()) picture.at = at;
  return { ...cast, jobs };
}
