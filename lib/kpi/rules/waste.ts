import { addMoney, money, ratioText } from "@/lib/core/amount";
import type { Funnel, WasteRow } from "../schema/waste";
import type { Sums } from "./sums";
import { WASTE } from "./vocabulary";

/** One row of the waste report: each class with its money, jobs and pictures. */
export function wasteRowOf(sums: Sums): WasteRow {
  const classes: WasteRow["classes"] = {
    failed: { spend: sums.wasteFailed, jobs: sums.jobsFailed, images: 0 },
    duplicate: { spend: sums.wasteDuplicate, jobs: sums.jobsDuplicate, images: sums.imagesDuplicate },
    dropped: { spend: sums.wasteDropped, jobs: sums.jobsDropped, images: sums.imagesDropped },
    rejected: { spend: sums.wasteRejected, jobs: sums.jobsRejected, images: sums.imagesRejected },
    superseded: { spend: sums.wasteSuperseded, jobs: sums.jobsSuperseded, images: sums.imagesSuperseded },
    useful: { spend: sums.useful, jobs: sums.jobsUseful, images: sums.imagesUseful },
    open: { spend: sums.open, jobs: sums.jobsOpen, images: sums.imagesOpen },
  };
  const waste = addMoney(WASTE.map((name) => money(classes[name].spend))).toFixed();
  return {
    spend: sums.spend,
    jobs: sums.jobs,
    images: sums.images,
    unpricedJobs: sums.unpricedJobs,
    lowerBound: sums.unpricedJobs > 0,
    classes,
    waste,
    wasteShare: money(sums.spend).isZero() ? null : ratioText(waste, sums.spend),
  };
}

/**
 * Drafts and finals are every job by its stage. Decided and approved are pictures of either stage; their money is what
 * became useful, and useful or rejected: what a duplicate or a dropped motif took is waste of that class, whatever was
 * decided on its pictures.
 */
export function funnelOf(sums: Sums): Funnel {
  const decided = addMoney([money(sums.useful), money(sums.wasteRejected)]).toFixed();
  return [
    { step: "drafts", images: sums.draftImages, jobs: sums.draftJobs, spend: sums.draftSpend },
    { step: "finals", images: sums.finalImages, jobs: sums.finalJobs, spend: sums.finalSpend },
    { step: "decided", images: sums.approved + sums.rejected, jobs: sums.decidedJobs, spend: decided },
    { step: "approved", images: sums.approved, jobs: sums.approvedJobs, spend: sums.useful },
  ];
}
