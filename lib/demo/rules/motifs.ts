import { lengthOf } from "@/lib/core/period";
import type { JobInput } from "@/lib/jobs/schema";
import { addWorkdays, dayAt, daysOfMonths, timeOn } from "./days";
import { cutOutOf, MAKERS, upscaleOf } from "./makers";
import type { Author, Desk, Wish } from "./plan";
import { type Random, randomFrom } from "./random";
import { LOOKS, MARKETS, type ProviderCode, SCENES, type StoryCampaign } from "./story";

// One motif's way: rounds of drafts, finals made from a chosen draft, variations per market, upscales, cut-outs.

type Way = {
  desk: Desk;
  random: Random;
  campaign: StoryCampaign;
  provider: () => ProviderCode;
  place: Partial<JobInput>;
  prompt: string;
  isPackshot: boolean;
  /** The team learns: a picture of the last month is half as likely again to be released as one of the first. */
  taste: (day: string) => number;
};

const AUTHORS: Readonly<Record<"draft" | "final", Partial<Record<Author, number>>>> = {
  draft: { team: 62, pipeline: 25, lead: 13 },
  final: { team: 55, lead: 45 },
};
const IN_APPS: ReadonlySet<ProviderCode> = new Set(["midjourney", "adobe-firefly"]);

function authorFor(random: Random, stage: "draft" | "final", provider: ProviderCode): Author {
  const author = random.weighted(AUTHORS[stage]);
  return author === "pipeline" && IN_APPS.has(provider) ? "team" : author;
}

const places = (added: readonly (number | null)[]) => added.filter((place) => place !== null);
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

function draftRound(way: Way, day: string, iteration: number): number[] {
  const { desk, random, place, prompt } = way;
  return places(
    times(random.int(5, 9), () => {
      const provider = way.provider();
      return desk.add({
        ...{ random, day, time: timeOn(day, random), kind: "generation", stage: "draft" },
        ...{ author: authorFor(random, "draft", provider), made: MAKERS[provider](random, "draft") },
        ...{ place: { ...place, prompt, iteration }, staffMinutes: random.int(10, 30) / 10 },
        approval: 0.1 * way.taste(day),
      });
    }),
  );
}

function finalsFrom(way: Way, drafts: readonly number[], day: string, iteration: number): number[] {
  const { desk, random, place, prompt } = way;
  return places(
    times(random.int(2, 4), () => {
      const provider = way.provider();
      const job = random.pick(drafts);
      return desk.add({
        ...{ random, day, time: timeOn(day, random), kind: "generation", stage: "final" },
        ...{ author: authorFor(random, "final", provider), made: MAKERS[provider](random, "final") },
        source: { job, picture: random.int(0, Math.max(0, desk.pictures(job) - 1)) },
        ...{ place: { ...place, prompt: `${prompt}, final`, iteration }, staffMinutes: random.int(40, 90) / 10 },
        approval: 0.66 * way.taste(day),
      });
    }),
  );
}

function variationsFor(way: Way, finals: readonly number[], day: string, iteration: number): number[] {
  const { desk, random, place, prompt } = way;
  const markets = Object.keys(MARKETS).filter(() => random.chance(0.8));
  return places(
    markets.flatMap((market) =>
      times(random.int(1, 2), () => {
        const provider = way.provider();
        const job = random.pick(finals);
        return desk.add({
          ...{
            random,
            day,
            time: timeOn(day, random),
            kind: "variation",
            stage: random.chance(0.7) ? "final" : "draft",
          },
          ...{ author: authorFor(random, "final", provider), made: MAKERS[provider](random, "variation") },
          source: { job, picture: 0 },
          place: { ...place, prompt: `${prompt}, for ${market}`, iteration, market },
          ...{ staffMinutes: random.int(20, 50) / 10, approval: 0.66 * way.taste(day) },
        });
      }),
    ),
  );
}

type Finishing = Pick<Wish, "random" | "day" | "stage" | "place" | "approval">;

/** Somebody could not wait: a picture is made larger before it is decided, and then nobody wants it. */
function growTooSoon(desk: Desk, rest: Finishing, job: number): void {
  const { random, day } = rest;
  if (desk.released(job) === desk.pictures(job) || !random.chance(0.05)) return;
  const source = { job, picture: desk.pictures(job) - 1 };
  const made = upscaleOf(random, 4);
  desk.add({ ...rest, time: timeOn(day, random), author: "team", made, source, kind: "upscale", staffMinutes: 0.5 });
}

function finishPicture(way: Way, rest: Finishing, source: { job: number; picture: number }): void {
  const { desk, random, isPackshot } = way;
  if (random.chance(0.24)) {
    const upscale = upscaleOf(random, random.chance(0.2) ? 4 : 2);
    const upscaled = { ...rest, time: timeOn(rest.day, random), author: "pipeline", made: upscale, source } as const;
    desk.add({ ...upscaled, kind: "upscale", staffMinutes: 0.5 });
  }
  if (isPackshot && random.chance(0.35)) {
    const cut = { ...rest, time: timeOn(rest.day, random), author: "team", made: cutOutOf(), source } as const;
    desk.add({ ...cut, kind: "postprocess", staffMinutes: random.int(30, 80) / 10 });
  }
}

/** Released pictures grow; packshots are cut out as well. */
function finish(way: Way, made: readonly number[], day: string): void {
  const { desk, random } = way;
  // Everything else is inherited from the source picture.
  const rest: Finishing = { random, day, stage: "final", place: {}, approval: 0 };
  for (const job of made) {
    growTooSoon(desk, rest, job);
    for (let picture = 0; picture < desk.released(job); picture += 1) finishPicture(way, rest, { job, picture });
  }
}

/** Now and then a draft is run again as it was, with the same seed: paid twice for one picture. */
function repeatOne(way: Way, drafts: readonly number[], day: string): void {
  const { desk, random } = way;
  const seeded = drafts.find((place) => desk.jobs[place]?.input.seed && !desk.jobs[place]?.input.attempts);
  const input = seeded === undefined ? undefined : desk.jobs[seeded]?.input;
  if (!input || !random.chance(0.3)) return;
  const { externalId: _, reviewed: __, occurredAt: ___, ...same } = input;
  const made = { ...same, imagesRequested: input.imagesRequested ?? 1 };
  const wish = { random, day, time: timeOn(day, random), author: "team", made, place: {}, approval: 0 } as const;
  desk.add({ ...wish, kind: input.kind, stage: "draft", staffMinutes: 1 });
}

/** @param share where in the campaign's days the motif begins, 0 to 1 */
export function planMotif(desk: Desk, campaign: StoryCampaign, number: number, share: number, seed: number): void {
  const random = randomFrom(seed);
  const days = daysOfMonths(desk.start, campaign.months);
  const begin = addWorkdays(dayAt(days, share * 0.98), 0);
  const assetType = random.weighted(campaign.assetTypes);
  const name = `${random.pick(campaign.subjects)} ${random.pick(SCENES)}`;
  const prompt = `${name}, ${random.pick(LOOKS)}`;
  const code = `${assetType}-${String(number).padStart(2, "0")}`;
  if (begin > desk.today) return;
  const dropped = campaign.drops?.includes(number) ?? false;
  desk.motifs.push({ campaign: campaign.code, code, name, assetType, brief: prompt, dropped });
  const main = random.weighted(campaign.providers);
  const year = lengthOf({ from: desk.start, to: desk.today });
  const way: Way = {
    ...{ desk, random, campaign, prompt, isPackshot: assetType === "packshot" },
    provider: () => (random.chance(0.7) ? main : random.weighted(campaign.providers)),
    place: {
      ...{ campaign: campaign.code, motif: code },
      ...{ market: random.weighted(MARKETS), channel: random.weighted(campaign.channels) },
      tags: { brand: campaign.brand, format: random.pick(["1:1", "4:5", "9:16", "16:9"]) },
    },
    taste: (day) => campaign.taste * (0.85 + (0.4 * lengthOf({ from: desk.start, to: day })) / year),
  };
  walk(way, begin);
}

function walk(way: Way, begin: string): void {
  const { desk, random, campaign } = way;
  const rounds = random.int(Math.max(1, campaign.rounds - 1), campaign.rounds);
  let day = begin;
  let drafts: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    if (round > 1) day = addWorkdays(day, random.int(1, 2));
    drafts = desk.delivered(draftRound(way, day, round));
  }
  if (drafts.length === 0) return;
  repeatOne(way, drafts, addWorkdays(day, 1));
  day = addWorkdays(day, random.int(1, 3));
  const finals = desk.delivered(finalsFrom(way, drafts, day, rounds));
  if (finals.length === 0) return;
  day = addWorkdays(day, random.int(1, 2));
  const variations = desk.delivered(variationsFor(way, finals, day, rounds));
  finish(way, [...finals, ...variations], addWorkdays(day, 1));
}
