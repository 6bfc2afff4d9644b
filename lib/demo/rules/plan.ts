import { addDays, dayIn } from "@/lib/core/period";
import type { CorrectionInput, JobInput, Kind, Stage } from "@/lib/jobs/schema";
import type { JobReviewInput } from "@/lib/reviews/schema";
import { firstDayOf } from "./days";
import { CHARGES_FAILURES, type Made } from "./makers";
import type { Random } from "./random";
import { ORGANIZATION, type ProviderCode, REJECTIONS } from "./story";

export type Author = "team" | "lead" | "pipeline";

/** A job to be booked; `source` is the place of another planned job and the position of its picture, from 0. */
export type PlannedJob = {
  author: Author;
  input: JobInput;
  source: { job: number; picture: number } | null;
  /** 0 without a source, else one more than the source: jobs of one level can be booked together. */
  level: number;
  /** Decisions that are taken after logging, in the review. */
  later: JobReviewInput["decisions"];
  /** What happens to the job afterwards. */
  mended: { voided: string } | { corrected: CorrectionInput } | null;
};

export type PlannedMotif = {
  campaign: string;
  code: string;
  name: string;
  assetType: string;
  brief: string;
  dropped: boolean;
};

/** What one job is planned with, before chance has its say. */
export type Wish = {
  random: Random;
  day: string;
  time: string;
  author: Author;
  kind: Kind;
  stage: Stage;
  made: Made;
  place: Partial<JobInput>;
  staffMinutes: number;
  source?: { job: number; picture: number };
  /** Chance of each picture to be released. */
  approval: number;
  /** How it ended, where that is not left to chance. */
  ended?: Pick<JobInput, "status">;
};

const EXTERNAL: Readonly<Partial<Record<string, string>>> = {
  leonardo: "leo",
  openai: "oai",
  "black-forest-labs": "bfl",
};
const DAY_MS = 86_400_000;

type Decided = Pick<PlannedJob, "later"> & Pick<JobInput, "reviewed">;
type Counts = { approved: number; approvedWithChanges: number; rejected: number };

function countsOf(random: Random, pictures: number, approval: number): Counts {
  const counts = { approved: 0, approvedWithChanges: 0, rejected: 0 };
  for (let picture = 0; picture < pictures; picture += 1) {
    if (random.chance(approval)) counts[random.chance(0.28) ? "approvedWithChanges" : "approved"] += 1;
    else if (random.chance(0.62)) counts.rejected += 1;
  }
  return counts;
}

/** The same decisions picture by picture, as somebody takes them on another day. */
function oneByOne(random: Random, { approved, approvedWithChanges, rejected }: Counts): PlannedJob["later"] {
  const said = (count: number, decision: PlannedJob["later"][number]["decision"]) =>
    Array.from({ length: count }, () => ({ decision }));
  const all = [
    ...said(approved, "approved"),
    ...said(approvedWithChanges, "approved_with_changes"),
    ...said(rejected, random.chance(0.2) ? "changes_requested" : "rejected"),
  ];
  return all.map(({ decision }, index) => {
    const released = decision === "approved" || decision === "approved_with_changes";
    const criteria = { composition: released || random.chance(0.5), light: true, brandFit: released };
    return { index: index + 1, decision, criteria, ...(released ? {} : { reason: random.pick(REJECTIONS) }) };
  });
}

function externalId(provider: string, number: number): Pick<JobInput, "externalId"> {
  const prefix = EXTERNAL[provider];
  return prefix ? { externalId: `${prefix}-${String(number).padStart(6, "0")}` } : {};
}

const NOTHING_DECIDED: Decided = { later: [] };

function inputOf({ random, time, kind, stage, made, place, staffMinutes }: Wish): JobInput {
  const minutes = random.chance(0.85) ? { staffMinutes: staffMinutes.toFixed(1) } : {};
  return { occurredAt: time, kind, stage, ...made, ...place, ...minutes };
}

/** The tries before the last one, and how that one ended. */
function chanceOf({ random, made, kind }: Wish): Pick<JobInput, "status" | "cost" | "attempts"> {
  const charges = CHARGES_FAILURES.has(made.provider as ProviderCode);
  const cost = charges ? { cost: made.cost ?? ({ amount: "0", unit: "CREDITS" } as const) } : {};
  if (kind !== "upscale" && random.chance(0.028)) return { status: "failed", ...cost };
  return random.chance(0.04) ? { attempts: [{ status: "failed", ...cost }] } : {};
}

/** Collects the jobs of all motifs; what would happen after `now` is left out. */
export function openDesk(now: Date) {
  const today = dayIn(ORGANIZATION.timeZone, now);
  const jobs: PlannedJob[] = [];
  const motifs: PlannedMotif[] = [];
  const chosen = new Set<number>();

  function reviewOf(wish: Wish, at: number): Decided {
    const { random, made, approval, stage } = wish;
    const counts = countsOf(random, made.imagesRequested ?? 0, approval);
    const isRecent = now.getTime() - at < 9 * DAY_MS;
    const waits = random.chance(isRecent ? 0.55 : 0.05);
    const isLater = stage === "final" && random.chance(isRecent ? 0.3 : 0.03);
    if (isLater) return { later: oneByOne(random, counts) };
    return waits ? { later: [] } : { later: [], reviewed: counts };
  }

  /** @returns the place of the job, or null when it lies in the future */
  function add(wish: Wish): number | null {
    const at = Date.parse(wish.time);
    if (at > now.getTime()) return null;
    const { author, kind, source = null } = wish;
    const ended = wish.ended ?? chanceOf(wish);
    const makes = (kind === "generation" || kind === "variation") && ended.status === undefined;
    const { later, ...reviewed } = makes ? reviewOf(wish, at) : NOTHING_DECIDED;
    const input = { ...inputOf(wish), ...ended, ...reviewed, ...externalId(wish.made.provider, jobs.length + 1) };
    const level = source ? levelAfter(source.job) : 0;
    jobs.push({ author, level, source, later, mended: null, input });
    return jobs.length - 1;
  }

  function levelAfter(source: number): number {
    chosen.add(source);
    return (jobs[source]?.level ?? 0) + 1;
  }

  return {
    today,
    start: firstDayOf(today),
    jobs,
    motifs,
    add,
    /** Places of these that delivered pictures. */
    delivered: (places: readonly number[]) => places.filter((place) => jobs[place]?.input.status !== "failed"),
    pictures: (place: number) => jobs[place]?.input.imagesRequested ?? 0,
    released: (place: number) => {
      const reviewed = jobs[place]?.input.reviewed;
      return (reviewed?.approved ?? 0) + (reviewed?.approvedWithChanges ?? 0);
    },
    isSource: (place: number) => chosen.has(place),
    daysAgo: (days: number) => addDays(today, -days),
  };
}
export type Desk = ReturnType<typeof openDesk>;
