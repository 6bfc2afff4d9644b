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

/** Two rounds that were rejected whole, a third that waits, and what was said in between: the board and the page advise. */
export async function addTalk({ lead, team }: Cast, now: Date): Promise<void> {
  const { campaign, code, name, assetType, brief, comments } = TALKED_ABOUT;
  const { id } = await motifs.create(lead, { campaign, code, name, assetType, brief });
  const today = dayIn(ORGANIZATION.timeZone, now);
  const rounds = [9, 6, 2].map((days) => addDays(today, -days));
  for (const [at, day] of rounds.entries()) {
    const numbers = Array.from({ length: JOBS_A_ROUND }, (_, number) => number);
    const rows = numbers.map((number) => ({ input: draft(day, at + 1, number) }));
    const { results } = await bookJobs(team, rows, "demo");
    const isOver = at < rounds.length - 1;
    for (const result of results) {
      if ("errors" in result) throw new Error(`Demo motif ${code}: ${JSON.stringify(result)}`);
      const reason = at === 0 ? "light" : "product";
      const decisions = Array.from({ length: PICTURES }, (_, index) => ({
        ...{ index: index + 1, decision: "rejected" as const, reason },
      }));
      if (isOver) await reviewJob(lead, { id: result.id, decisions });
    }
    const said = comments[at];
    if (said) await comment(said.by === "lead" ? lead : team, { id, text: said.text });
  }
}
