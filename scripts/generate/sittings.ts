import type { Random } from "@/lib/demo/rules/random";
import { type Cell, lineOf } from "./copy";
import { aPlay, type MotifFate } from "./plays";
import { type PlayLines, writePlay } from "./rows";
import type { Flight, PricedModel, World } from "./world";

// Who sits down when, for which campaign, and what happens then. What happens repeats after a while; for whom does not.

/** Different plays for the same model, motif and number of jobs. */
const VARIANTS = 12;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export type Batch = { sittings: string[]; plays: number; jobs: number };

const emptyLines = (): PlayLines => ({ play_job: [], play_attempt: [], play_picture: [], play_version: [] });

/** Plays by number, written down when somebody first needs them. */
export class Library {
  readonly lines: PlayLines[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly random: Random) {}

  find(model: PricedModel, motif: MotifFate, size: number): number {
    const key = [model.provider, model.model, motif, size, this.random.int(1, VARIANTS)].join("/");
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.lines.length;
    const lines = emptyLines();
    writePlay(lines, number, aPlay(this.random, { model, motif, size }));
    this.lines.push(lines);
    this.numbers.set(key, number);
    return number;
  }
}

/** The first of a list twice as often as the second, and so on. */
function skewed<T>(random: Random, list: readonly T[]): T {
  for (const one of list) if (random.chance(0.45)) return one;
  return random.pick(list);
}

/** Draws from a list by weight. */
function drawer<T extends { weight: number }>(list: readonly T[]): ((random: Random) => T) | null {
  if (list.length === 0) return null;
  let sum = 0;
  const ends = list.map(({ weight }) => {
    sum += weight;
    return sum;
  });
  return (random) => {
    const at = random.share() * sum;
    return list[ends.findIndex((end) => at < end)] ?? random.pick(list);
  };
}

function tagsOf(random: Random): string {
  return random.chance(0.3) ? `{"artist": "${random.pick(["mk", "jo", "an", "li"])}"}` : "{}";
}

export class Planner {
  readonly library: Library;
  private readonly models: (random: Random) => PricedModel;
  private readonly tail: string;
  private number = 0;

  /** @param closes when the last day ends */
  constructor(
    private readonly world: World,
    private readonly random: Random,
    private readonly closes: number,
  ) {
    this.library = new Library(random);
    const models = drawer(world.models);
    if (!models) throw new Error("There is no model to make pictures with");
    this.models = models;
    this.tail = world.organizationId.replaceAll("-", "").slice(-7);
  }

  /** Sittings of a day, most of them in working hours; a pipeline also works at night. @param start when the day begins */
  *day(day: number, start: number, jobs: number): Generator<{ line: string; size: number }> {
    const { random } = this;
    const draw = drawer(this.world.campaigns.filter(({ from, days }) => day >= from && day < from + days));
    const plan: { at: number; size: number }[] = [];
    for (let left = jobs; left > 0; ) {
      const size = Math.min(left, random.int(4, 40));
      const hour = random.chance(0.85) ? random.int(7, 17) : random.int(0, 20);
      plan.push({ at: start + hour * HOUR_MS + random.int(0, 3_599) * 1_000, size });
      left -= size;
    }
    plan.sort((one, other) => one.at - other.at);
    for (const { at, size } of plan) yield { line: this.sitting(at, size, draw), size };
  }

  private sitting(at: number, size: number, draw: ((random: Random) => Flight) | null): string {
    const { world, random } = this;
    const flight = draw && !random.chance(0.03) ? draw(random) : null;
    const model = this.models(random);
    const motif = flight && random.chance(0.65) ? (random.chance(0.02) ? "dropped" : "kept") : "none";
    const author = skewed(random, world.authors);
    const reviewer = random.pick(world.authors);
    this.number += 1;
    return lineOf([
      ...[this.library.find(model, motif, size), this.number, new Date(at).toISOString(), this.closesAt()],
      ...[this.head(at), this.tailOf(this.number), motif, random.pick(world.assetTypes)],
      ...[model.providerId, model.walletId, model.model, model.unit, model.source, model.priceId],
      ...this.place(flight),
      ...[author.kind, author.id, reviewer.kind, reviewer.id, tagsOf(random)],
    ]);
  }

  private closesAt(): string {
    return new Date(this.closes).toISOString();
  }

  private place(flight: Flight | null): Cell[] {
    const { random } = this;
    const { campaign, costCenter, market, channel } = this.world.unassigned;
    if (!flight) return [campaign, market, channel, costCenter];
    const { id, costCenterId, markets, channels } = flight;
    return [id, skewed(random, markets), skewed(random, channels), costCenterId];
  }

  // An id is a UUIDv7 of the sitting's beginning: what happens together lies together. Between head and tail stand three
  // digits of the play; the tail holds the organization and the number of the sitting.
  private head(at: number): string {
    const time = at.toString(16).padStart(12, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7`;
  }

  private tailOf(number: number): string {
    return `-8${this.tail.slice(0, 3)}-${this.tail.slice(3)}${number.toString(16).padStart(8, "0")}`;
  }
}
