import "server-only";
import type { Actor } from "@/lib/core/actor";
import { addDays, dayIn } from "@/lib/core/period";
import { motifs } from "@/lib/dimensions/service/motifs";
import type { JobInput } from "@/lib/jobs/schema";
import { bookJobs } from "@/lib/jobs/service";
import { reviewJob } from "@/lib/reviews/service";
import { comment } from "@/lib/reviews/service/comments";
import { ORGANIZATION, TALKED_ABOUT } from "../rules/story";

const PICTURES = 4;
const JOBS_A_ROUND = 2;

type Cast = { lead: Actor; team: Actor };

function draft(day: string, iteration: number, number: number): JobInput {
  const { campaign, code, brief } = TALKED_ABOUT;
  return {
    ...{ externalId: `storm-${iteration}-${number}`, occurredAt: `${day}T0${8 + number}:20:00Z` },
    ...{
      provider: "openai",
      model: "gpt-image-1.5",
      kind: "generation",
      stage: "draft",
      campaign,
      motif: code,
      iteration,
    },
    ...{ market: "DE", channel: "SOCIAL", width: 1024, height: 1024, imagesRequested: PICTURES, prompt: brief },
    cost: { amount: "0.48", unit: "EUR" },
  };
}

async function playRound({ lead, team }: Cast, day: string, iteration: number, isOver: boolean): Promise<void> {
  const numbers = Array.from({ length: JOBS_A_ROUND }, (_, number) => number);
  const rows = numbers.map((number) => ({ input: draft(day, iteration, number) }));
  const { results } = await bookJobs(team, rows, "demo");
  const reason = iteration === 1 ? "light" : "product";
  const decisions = Array.from({ length: PICTURES }, (_, index) => ({
    ...{ index: index + 1, decision: "rejected" as const, reason },
  }));
  for (const result of results) {
    if ("errors" in result) throw new Error(`Demo motif ${TALKED_ABOUT.code}: ${JSON.stringify(result)}`);
    if (isOver) await reviewJob(lead, { id: result.id, decisions });
  }
}

/** Two rounds that were rejected whole, a third that waits, and what was said in between: the board and the page advise. */
export async function addTalk(cast: Cast, now: Date): Promise<void> {
  const { campaign, code, name, assetType, brief, comments } = TALKED_ABOUT;
  const { id } = await motifs.create(cast.lead, { campaign, code, name, assetType, brief });
  const today = dayIn(ORGANIZATION.timeZone, now);
  const rounds = [9, 6, 2].map((days) => addDays(today, -days));
  for (const [at, day] of rounds.entries()) {
    await playRound(cast, day, at + 1, at < rounds.length - 1);
    const said = comments[at];
    if (said) await comment(cast[said.by], { id, text: said.text });
  }
}
