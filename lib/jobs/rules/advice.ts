import type { ADVICE } from "../schema";
import type { Understood } from "./understand";

type AdviceCode = (typeof ADVICE)[number];
export type Advice = { code: AdviceCode; message: string };

/** Longest side of a draft and of a final, steps, and upscale factors that rarely pay off. */
const USUAL = { draftPixels: 768, finalPixels: 1024, stepsFrom: 24, stepsTo: 30, upscale: 2, heroUpscale: 4 };

/** What usually saves money without hurting the picture. @param isHero the motif's asset type is hero */
export function adviceFor(job: Understood, isHero: boolean): Advice[] {
  const side = Math.max(job.width ?? 0, job.height ?? 0);
  const factor = isHero ? USUAL.heroUpscale : USUAL.upscale;
  const makes = job.kind === "generation" || job.kind === "variation";
  const steps = job.steps;
  const advice: (Advice | false)[] = [
    makes &&
      job.stage === "draft" &&
      side > USUAL.draftPixels && {
        code: "DRAFT_TOO_LARGE",
        message: `Drafts up to ${USUAL.draftPixels} px are usually enough`,
      },
    makes &&
      job.stage === "final" &&
      side > USUAL.finalPixels && {
        code: "FINAL_TOO_LARGE",
        message: `Finals up to ${USUAL.finalPixels} px and an upscale usually cost less`,
      },
    makes &&
      steps !== undefined &&
      (steps < USUAL.stepsFrom || steps > USUAL.stepsTo) && {
        code: "STEPS_OUTSIDE",
        message: `${USUAL.stepsFrom} to ${USUAL.stepsTo} steps usually give the best picture for the money`,
      },
    job.kind === "upscale" &&
      (job.upscaleFactor ?? 0) > factor && {
        code: "UPSCALE_TOO_LARGE",
        message: `${factor}× is usually enough; 4× for hero assets only`,
      },
  ];
  return advice.filter((line) => line !== false);
}
