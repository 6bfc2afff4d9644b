import "server-only";
import type { Actor } from "@/lib/core/actor";
import { uploadPictures } from "@/lib/pictures/service/upload";
import type { Db } from "@/lib/server/db";
import { draw, seedOf } from "../rules/art";
import type { PlannedJob } from "../rules/plan";
import { picturesOf } from "../store";
import { pngOf } from "./png";

const MOST_PICTURES = 200;

/** The newest work has pictures, but not all of it: some jobs come from tools that hand over numbers alone. */
function withPictures(jobs: readonly PlannedJob[]): number[] {
  const places = [...jobs.keys()].filter((place) => {
    const { input } = jobs[place] ?? {};
    const delivers = input?.kind === "generation" || input?.kind === "variation";
    return delivers && input.motif !== undefined && input.status === undefined && place % 6 !== 0;
  });
  const at = (place: number) => Date.parse(jobs[place]?.input.occurredAt ?? "");
  return places.sort((a, b) => at(b) - at(a));
}

/** Draws pictures for recent jobs: those of one motif look alike, each a little different. */
export async function addPictures(tx: Db, actor: Actor, jobs: readonly PlannedJob[], ids: readonly string[]) {
  const places = withPictures(jobs).slice(0, MOST_PICTURES);
  const assets = await picturesOf(
    tx,
    actor.organization.id,
    places.map((place) => ids[place] ?? ""),
  );
  const drawn = places.flatMap((place) => {
    const { campaign = "", motif = "", width = 1024, height = 1024 } = jobs[place]?.input ?? {};
    const subject = seedOf(`${campaign}/${motif}`);
    return (assets.get(ids[place] ?? "") ?? []).map((id, index) => ({
      ...{ id, subject, variant: place * 10 + index },
      size: { width, height },
    }));
  });
  const rows = drawn
    .slice(0, MOST_PICTURES)
    .map(({ id, subject, variant, size }) => ({ id, version: 1, bytes: pngOf(draw(subject, variant, size)) }));
  await uploadPictures(actor, rows);
}
