import type { JobInput } from "@/lib/jobs/schema";
import { addWorkdays, dayAt, timeOn } from "./days";
import { MAKERS, type Made, NEW_MODEL } from "./makers";
import { planMotif } from "./motifs";
import { type Desk, openDesk, type PlannedJob, type PlannedMotif } from "./plan";
import { randomFrom } from "./random";
import { CAMPAIGNS, MARKETS, PROVIDERS } from "./story";

const SEED = 20_261_123;

/** Somebody tries things out, for no campaign. */
function planTrials(desk: Desk): void {
  const random = randomFrom(SEED + 1);
  const days = { from: desk.start, to: desk.today };
  for (let trial = 0; trial < 130; trial += 1) {
    const day = dayAt(days, trial / 130);
    const made = MAKERS[random.pick(PROVIDERS)](random, "draft");
    const place = random.chance(0.3) ? { market: random.weighted(MARKETS) } : {};
    const wish = { random, day, time: timeOn(day, random), author: "team", made, place, approval: 0.12 } as const;
    desk.add({ ...wish, kind: "generation", stage: "draft", staffMinutes: random.int(5, 20) / 10 });
  }
}

/** A model that is new since last week: nobody knows its price yet, so these jobs are unpriced. */
function planNewModel(desk: Desk): void {
  const random = randomFrom(SEED + 2);
  for (let job = 0; job < 14; job += 1) {
    const day = addWorkdays(desk.daysAgo(9), job % 5);
    const made = {
      ...{ ...NEW_MODEL, width: 1024, height: 1024, imagesRequested: 4 },
      cost: { amount: "4", unit: "IMAGES", source: "webhook" } as const,
    };
    const place = { campaign: "VEL-ALWAYS", market: random.weighted(MARKETS), channel: "SOCIAL" };
    const wish = { random, day, time: timeOn(day, random), author: "team", made, place, approval: 0.3 } as const;
    desk.add({ ...wish, kind: "generation", stage: "draft", staffMinutes: 2 });
  }
}

/** The answer was lost on the way: whether these were delivered and charged has to be settled. */
function planUnknown(desk: Desk): void {
  const random = randomFrom(SEED + 3);
  for (const days of [3, 4]) {
    const day = desk.daysAgo(days);
    const place = { campaign: "ALP-STORM", market: "DE", channel: "DISPLAY" };
    const { cost: _, ...made } = MAKERS.leonardo(random, "draft");
    const wish = { random, day, time: timeOn(day, random), author: "pipeline", made, place, approval: 0 } as const;
    const ended = { status: "unknown" } as const;
    desk.add({ ...wish, ended, kind: "generation", stage: "draft", staffMinutes: 1 });
  }
}

/** Somebody asks for forty pictures where four were meant: the bill is ten times that of its kind. */
function planOutliers(desk: Desk): void {
  const random = randomFrom(SEED + 4);
  for (const days of [130, 3]) {
    const day = desk.daysAgo(days);
    const made: Made = {
      ...MAKERS.leonardo(random, "draft"),
      ...{ imagesRequested: 40, cost: { amount: "430", unit: "CREDITS" } },
    };
    const place = { campaign: "ALP-SHOP", market: "DE", channel: "WEBSHOP" };
    const wish = { random, day, time: timeOn(day, random), author: "pipeline", made, place, approval: 0 } as const;
    desk.add({ ...wish, ended: {}, kind: "generation", stage: "draft", staffMinutes: 1 });
  }
}

/** A few slips that somebody noticed: voided or corrected, with the reason. */
function planMending(desk: Desk): void {
  const plain = desk.jobs.filter(
    ({ input, later }, place) =>
      !desk.isSource(place) && input.kind === "generation" && !input.status && later.length === 0,
  );
  const mend = (share: number, mended: PlannedJob["mended"], suits: (input: JobInput) => boolean = () => true) => {
    const job = plain.slice(Math.floor(plain.length * share)).find(({ input }) => suits(input));
    if (job) job.mended = mended;
  };
  mend(0.22, { voided: "Logged twice by hand" });
  mend(0.58, { voided: "Test of the pipeline" });
  mend(0.93, { voided: "Logged twice by hand" });
  const channel = { reason: "Booked on the wrong channel", channel: "EMAIL" };
  mend(
    0.4,
    { corrected: channel },
    ({ campaign, ...input }) => campaign === "VEL-ALWAYS" && input.channel === "SOCIAL",
  );
  const cost = { reason: "The invoice says otherwise", cost: { amount: "0.09", unit: "USD" } };
  mend(0.5, { corrected: cost }, ({ provider }) => provider === "midjourney");
  const market = { reason: "Booked on the wrong market", market: "AT" };
  mend(0.75, { corrected: market }, (input) => input.market === "DE");
}

export type Year = { today: string; start: string; motifs: PlannedMotif[]; jobs: PlannedJob[] };

/** Twelve months up to `now`; the same jobs for the same moment. */
export function planYear(now: Date): Year {
  const desk = openDesk(now);
  CAMPAIGNS.forEach((campaign, index) => {
    for (let number = 1; number <= campaign.motifs; number += 1)
      planMotif(desk, campaign, number, (number - 1) / campaign.motifs, SEED + 1_000 * (index + 1) + number);
  });
  planTrials(desk);
  planNewModel(desk);
  planUnknown(desk);
  planOutliers(desk);
  planMending(desk);
  const { today, start, motifs, jobs } = desk;
  return { today, start, motifs, jobs };
}
