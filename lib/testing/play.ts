import fc from "fast-check";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import type { CorrectionInput, Job, JobInput } from "@/lib/jobs/schema";
import { mendPreviewInput } from "@/lib/jobs/schema/mend";
import { correctJob, voidJob } from "@/lib/jobs/service/correct";
import { logJob } from "@/lib/jobs/service/log";
import { mendJobs, mendRuns, previewMend, undoMend } from "@/lib/jobs/service/mend";
import { dropMotif, undropMotif } from "@/lib/jobs/service/motif";
import { priceUnpriced } from "@/lib/jobs/service/price";
import { DECISIONS } from "@/lib/reviews/schema";
import { reviewJob } from "@/lib/reviews/service";
import { db, pool } from "@/lib/server/db";
import { aCatalogue, aJob } from "./make";

// Any history of an organization, through the services: what reads figures is tested on what can really come about.

const CAMPAIGNS = ["SPRING26", "SUMMER26", "unassigned"] as const;
const DAYS = ["2026-02-27", "2026-03-02", "2026-03-15", "2026-04-01"] as const;

/** One thing that somebody does. Numbers choose among what is there. */
export const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("log" as const),
      campaign: fc.constantFrom(...CAMPAIGNS),
      day: fc.constantFrom(...DAYS),
      stage: fc.constantFrom("draft" as const, "final" as const),
      motif: fc.nat(2),
      iteration: fc.integer({ min: 1, max: 3 }),
      seed: fc.nat(3),
      pictures: fc.integer({ min: 0, max: 4 }),
      credits: fc.nat(50),
      fails: fc.boolean(),
      priced: fc.nat(4),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("decide" as const),
      job: fc.nat(),
      picture: fc.nat(),
      decision: fc.constantFrom(...DECISIONS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("upscale" as const),
      job: fc.nat(),
      picture: fc.nat(),
      day: fc.constantFrom(...DAYS),
      credits: fc.nat(20),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("correct" as const),
      job: fc.nat(),
      what: fc.constantFrom("cost", "campaign", "day", "pictures"),
      credits: fc.nat(50),
      campaign: fc.constantFrom(...CAMPAIGNS),
      day: fc.constantFrom(...DAYS),
      pictures: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("mend" as const),
      of: fc.constantFrom(...CAMPAIGNS),
      campaign: fc.option(fc.constantFrom(...CAMPAIGNS), { nil: undefined }),
      costCenter: fc.option(fc.constantFrom("BRAND", "ARTS"), { nil: undefined }),
      motif: fc.option(fc.constantFrom("motif-1", "motif-2", null), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("unmend" as const), run: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("void" as const), job: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drop" as const), motif: fc.nat(2), back: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("price" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type Play = { actor: Actor; jobs: Job[]; voided: Set<string>; priced: boolean };

/** An organization's catalogue with a second campaign in a cost centre of its own, and nothing done yet. */
export async function aPlay(actor: Actor): Promise<Play> {
  await aCatalogue(actor);
  const organizationId = actor.organization.id;
  const [costCenterId, campaignId] = [newId(), newId()];
  await db().costCenter.create({
    data: { organizationId, id: costCenterId, code: "ARTS", name: "Arts", effectiveId: costCenterId },
  });
  await db().campaign.create({
    data: { organizationId, id: campaignId, code: "SUMMER26", name: "Summer", effectiveId: campaignId },
  });
  await db().campaignCostCenter.create({
    data: { organizationId, campaignId, costCenterId, firstDay: new Date("2026-01-01"), authorKind: "system" },
  });
  return { actor, jobs: [], voided: new Set(), priced: false };
}

const at = (day: string) => `${day}T12:00:00+01:00`;

const generation = (asked: Extract<Step, { do: "log" }>): Partial<JobInput> => ({
  ...(asked.motif === 0 ? {} : { motif: `motif-${asked.motif}`, iteration: asked.iteration }),
  campaign: asked.campaign,
  occurredAt: at(asked.day),
  stage: asked.stage,
  // One of five comes from a provider whose credits have no price yet.
  ...(asked.priced === 0 ? { provider: "unknown" } : {}),
  prompt: "a red shoe",
  seed: String(asked.seed),
  model: "Phoenix",
  imagesRequested: asked.pictures,
  cost: { amount: String(asked.credits), unit: "CREDITS" },
  ...(asked.fails ? { attempts: [{ status: "failed", cost: { amount: "3", unit: "CREDITS" } }] } : {}),
});

/** A live job by a random number, and one of its pictures. */
function chosen({ jobs, voided }: Play, asked: { job: number; picture?: number }) {
  const live = jobs.filter(({ id }) => !voided.has(id));
  const job = live[asked.job % Math.max(1, live.length)];
  return { job, picture: job?.assets[(asked.picture ?? 0) % Math.max(1, job.assets.length)] };
}

/** What the rules refuse (nothing changes, a picture is gone) is no part of a history. */
const unlessRefused = (work: Promise<unknown>) =>
  work.catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });

function correction(asked: Extract<Step, { do: "correct" }>): Omit<CorrectionInput, "reason"> {
  if (asked.what === "cost") return { cost: { amount: String(asked.credits), unit: "CREDITS" } };
  if (asked.what === "campaign") return { campaign: asked.campaign };
  if (asked.what === "day") return { occurredAt: at(asked.day) };
  return { imagesDelivered: asked.pictures };
}

const MOVES: { [K in Step["do"]]: (play: Play, asked: Extract<Step, { do: K }>) => Promise<unknown> } = {
  log: async ({ actor, jobs }, asked) => jobs.push((await logJob(actor, aJob(generation(asked)))).job),
  decide: async (play, asked) => {
    const { job, picture } = chosen(play, asked);
    if (!job || !picture) return;
    const decisions = [{ index: picture.index, decision: asked.decision }];
    await unlessRefused(reviewJob(play.actor, { id: job.id, decisions }));
  },
  upscale: async (play, asked) => {
    const { picture } = chosen(play, asked);
    if (!picture) return;
    const upscale = {
      kind: "upscale",
      stage: "final",
      model: "up",
      upscaleFactor: 2,
      sourceAsset: picture.id,
    } as const;
    const cost = { amount: String(asked.credits), unit: "CREDITS" };
    await unlessRefused(logJob(play.actor, aJob({ ...upscale, occurredAt: at(asked.day), cost })));
  },
  correct: async (play, asked) => {
    const { job } = chosen(play, asked);
    if (job) await unlessRefused(correctJob(play.actor, { id: job.id, reason: "x", ...correction(asked) }));
  },
  mend: async ({ actor }, { do: _, of, ...assigned }) => {
    const asked = mendPreviewInput.safeParse({ filter: { campaign: [of] }, ...assigned });
    if (!asked.success) return;
    const { preview } = await previewMend(actor, asked.data);
    await unlessRefused(mendJobs(actor, { ...asked.data, reason: "x", preview }));
  },
  unmend: async ({ actor }, asked) => {
    const { data } = await mendRuns(actor, { limit: 20 });
    const run = data[asked.run % Math.max(1, data.length)];
    if (run) await unlessRefused(undoMend(actor, { id: run.id }));
  },
  void: async (play, asked) => {
    const { job } = chosen(play, asked);
    if (!job) return;
    await voidJob(play.actor, { id: job.id, reason: "x" });
    play.voided.add(job.id);
  },
  drop: async ({ actor }, asked) => {
    const { rows } = await pool().query("SELECT id FROM motif WHERE organization_id = $1 AND code = $2", [
      actor.organization.id,
      `motif-${asked.motif}`,
    ]);
    if (rows[0]) await (asked.back ? undropMotif : dropMotif)(actor, { id: rows[0].id });
  },
  price: async (play) => {
    const organizationId = play.actor.organization.id;
    if (!play.priced)
      await db().price.create({
        data: {
          ...{ organizationId, unit: "CREDITS", amount: "0.07", currency: "EUR", authorKind: "system" },
          providerId: (await db().provider.findFirstOrThrow({ where: { organizationId, code: "unknown" } })).id,
          firstDay: new Date("2026-01-01"),
        },
      });
    play.priced = true;
    await priceUnpriced(play.actor);
  },
};

export async function playOn(state: Play, steps: readonly Step[]): Promise<void> {
  for (const asked of steps) await (MOVES[asked.do] as (play: Play, asked: Step) => Promise<unknown>)(state, asked);
}
