import type { AdviceSettings } from "@/lib/settings/schema";
import type { Advised } from "../schema";
import type { Understood } from "./understand";

type Line = Omit<Advised, "spent">;

const line = (code: Line["code"], message: string, values: Record<string, number>): Line => ({ code, message, values });

/** What usually saves money without hurting the picture. @param isHero the motif's asset type is hero */
export function adviceFor(job: Understood, isHero: boolean, usual: AdviceSettings): Advised[] {
  const side = Math.max(job.width ?? 0, job.height ?? 0);
  const factor = isHero ? usual.heroUpscale : usual.upscale;
  const makes = job.kind === "generation" || job.kind === "variation";
  const { steps } = job;
  const { draftPixels, finalPixels, stepsFrom, stepsTo, heroUpscale } = usual;
  const lines: (Line | false)[] = [
    makes &&
      job.stage === "draft" &&
      side > draftPixels &&
      line("DRAFT_TOO_LARGE", `Drafts up to ${draftPixels} px are usually enough`, { most: draftPixels }),
    makes &&
      job.stage === "final" &&
      side > finalPixels &&
      line("FINAL_TOO_LARGE", `Finals up to ${finalPixels} px and an upscale usually cost less`, { most: finalPixels }),
    makes &&
      steps !== undefined &&
      (steps < stepsFrom || steps > stepsTo) &&
      line("STEPS_OUTSIDE", `${stepsFrom} to ${stepsTo} steps usually give the best picture for the money`, {
        from: stepsFrom,
        to: stepsTo,
      }),
    job.kind === "upscale" &&
      (job.upscaleFactor ?? 0) > factor &&
      line("UPSCALE_TOO_LARGE", `${factor}× is usually enough; ${heroUpscale}× for hero assets only`, {
        most: factor,
        hero: heroUpscale,
      }),
  ];
  return lines.filter((found) => found !== false).map((found) => ({ ...found, spent: null }));
}
