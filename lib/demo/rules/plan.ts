import { addDays, dayIn } from "@/lib/core/period";
import type { Kind, Stage } from "@/lib/jobs/rules/vocabulary";
import type { CorrectionInput, JobInput } from "@/lib/jobs/schema";
import type { JobReviewInput } from "@/lib/reviews/schema";
import { firstDayOf } from "./days";
import { CHARGES_FAILURES, type Made } from "./makers";
import type { Random } from "./random";
import { ORGANIZATION, type ProviderCode, REJECTIONS } from "./story";

type Reviewer = "lead" | "admin" | "team";
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
  /** Who decided on `input.reviewed`, and when. */
  decided: { by: Reviewer; at: string } | null;
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
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Who decides: drafts are sorted out where they were made, finals go to those who answer for them. */
const DRAFT_REVIEWERS = { team: 70, lead: 30 } as const;
const REVIEWERS = { lead: 65, admin: 25, team: 10 } as const;

type Decided = Pick<PlannedJob, "later" | "decided"> & Pick<JobInput, "reviewed">;
type Counts = { approved: number; approvedWithChanges: number; rejected: number };

/** How many of the pictures that are not released somebody rejects; the others are passed over. */
const REJECTED = { draft: 0.45, final: 0.9 } as const;
/** Without a motif no better picture makes them needless: whoever looks at them says what becomes of each. */
const REJECTED_TRIALS = 0.82;
/** Nobody releases everything, however good the taste. */
const HIGHEST_APPROVAL = 0.85;

function countsOf(random: Random, pictures: number, { approval, stage, place }: Wish): Counts {
  const rejected = place.motif ? REJECTED[stage] : REJECTED_TRIALS;
  const counts = { approved: 0, approvedWithChanges: 0, rejected: 0 };
  for (let picture = 0; picture < pictures; picture += 1) {
    if (random.chance(Math.min(HIGHEST_APPROVAL, approval)))
      counts[random.chance(0.28) ? "approvedWithChanges" : "approved"] += 1;
    else if (random.chance(rejected)) counts.rejected += 1;
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

const NOTHING_DECIDED: Decided = { later: [], decided: null };

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
    const { random, made, stage } = wish;
    const counts = countsOf(random, made.imagesRequested ?? 0, wish);
    const by = stage === "draft" ? random.weighted(DRAFT_REVIEWERS) : random.weighted(REVIEWERS);
    const decidedAt = at + random.int(stage === "draft" ? 2 : 20, stage === "draft" ? 30 : 110) * HOUR_MS;
    // What nobody has decided yet waits in the review.
    if (decidedAt > now.getTime()) return NOTHING_DECIDED;
    const isRecent = now.getTime() - at < 14 * DAY_MS;
    const isLater = stage === "final" && random.chance(isRecent ? 0.4 : 0.03);
    if (isLater) return { later: oneByOne(random, counts), decided: null };
    return { later: [], reviewed: counts, decided: { by, at: new Date(decidedAt).toISOString() } };
  }

  /** @returns the place of the job, or null when it lies in the future */
  function add(wish: Wish): number | null {
    const at = Date.parse(wish.time);
    if (at > now.getTime()) return null;
    const { author, kind, source = null } = wish;
    const ended = wish.ended ?? chanceOf(wish);
    const makes = (kind === "generation" || kind === "variation") && ended.status === undefined;
    const { later, decided, ...reviewed } = makes ? reviewOf(wish, at) : NOTHING_DECIDED;
    const input = { ...inputOf(wish), ...ended, ...reviewed, ...externalId(wish.made.provider, jobs.length + 1) };
    const level = source ? levelAfter(source.job) : 0;
    jobs.push({ author, level, source, later, decided, mended: null, input });
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
