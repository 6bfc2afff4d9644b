import { newId } from "@/lib/core/id";
import type { Random } from "@/lib/demo/rules/random";
import type { PictureState } from "@/lib/jobs/rules/classify";
import { costOf } from "./amounts";
import type { Flight, PricedModel, World } from "./world";

// One sitting: a person makes pictures for a campaign, tries again, takes some further, and somebody decides. All that
// its jobs say about each other (duplicates, superseded pictures, upscales) stays inside of it.

export type Picture = { id: string; state: PictureState; version: number };
type Attempt = { status: "succeeded" | "failed" | "unknown"; amount: bigint | null; cost: bigint | null };
export type Job = {
  id: string;
  kind: "generation" | "variation" | "upscale" | "postprocess" | "training";
  status: "succeeded" | "failed" | "unknown";
  at: number;
  iteration: number;
  isFinal: boolean;
  attempts: Attempt[];
  pictures: Picture[];
  source: { job: Job; index: number } | null;
  duplicateOf: string | null;
  configHash: string | null;
  staffMinutes: number | null;
};

export type Sitting = {
  flight: Flight | null;
  model: PricedModel;
  market: string;
  channel: string;
  author: World["authors"][number];
  reviewer: World["authors"][number];
  motif: { id: string; dropped: boolean } | null;
  tags: string;
};

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

function aJob(random: Random, made: readonly Job[], place: { at: number; share: number; model: PricedModel }): Job {
  const { at, share, model } = place;
  const { kind, source } = kindOf(random, made);
  const status = random.weighted({ succeeded: 968, failed: 28, unknown: 4 });
  const delivers = status === "succeeded" && (kind === "generation" || kind === "variation");
  const pictures = Array.from({ length: delivers ? random.pick([1, 1, 2, 4]) : 0 }, (): Picture => {
    return { id: newId(), state: "open", version: 1 };
  });
  const makesVersion = status === "succeeded" && (kind === "upscale" || kind === "postprocess");
  const improved = makesVersion ? source?.job.pictures[source.index] : undefined;
  if (improved) improved.version += 1;
  return {
    ...{ id: newId(), kind, status, at, iteration: 1 + Math.floor(share * 3), isFinal: share > 0.7, pictures, source },
    attempts: attemptsOf(random, status, model, pictures.length),
    ...{ duplicateOf: null, configHash: null },
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
  const hash = original.id.replaceAll("-", "");
  original.configHash = hash;
  again.configHash = hash;
  again.duplicateOf = original.id;
}

function decide(random: Random, jobs: readonly Job[]): void {
  if (random.chance(0.2)) return;
  for (const { pictures } of jobs) for (const picture of pictures) picture.state = random.weighted(STATES);
}

export type Made = { jobs: Job[]; sitting: Sitting };

/** The jobs of one sitting. @param size how many */
export function aSitting(world: World, random: Random, place: { at: number; day: number; size: number }): Made {
  const { at, day, size } = place;
  const running = random.chance(0.03) ? [] : world.campaigns.filter((c) => day >= c.from && day < c.from + c.days);
  const flight = running.length > 0 ? weighted(random, running) : null;
  const model = weighted(random, world.models);
  const sitting: Sitting = {
    ...{ flight, model },
    market: flight ? skewed(random, flight.markets) : world.unassigned.market,
    channel: flight ? skewed(random, flight.channels) : world.unassigned.channel,
    ...{ author: skewed(random, world.authors), reviewer: random.pick(world.authors) },
    motif: flight && random.chance(0.65) ? { id: newId(), dropped: random.chance(0.02) } : null,
    tags: random.chance(0.3) ? `{"artist": "${random.pick(["mk", "jo", "an", "li"])}"}` : "{}",
  };
  const jobs: Job[] = [];
  for (let index = 0; index < size; index += 1)
    jobs.push(aJob(random, jobs, { at: at + index * random.int(20, 90) * 1_000, share: index / size, model }));
  jobs.sort((one, other) => one.at - other.at);
  repeat(random, jobs);
  decide(random, jobs);
  return { jobs, sitting };
}

function weighted<T extends { weight: number }>(random: Random, list: readonly T[]): T {
  const at = random.weighted(Object.fromEntries(list.map(({ weight }, index) => [String(index), weight])));
  return list[Number(at)] ?? random.pick(list);
}

/** The first of a list twice as often as the second, and so on. */
function skewed<T>(random: Random, list: readonly T[]): T {
  for (const one of list) if (random.chance(0.45)) return one;
  return random.pick(list);
}
