import * as assetsByIdReviews from "@/app/api/v1/assets/[id]/reviews/route";
import * as assetsDeciders from "@/app/api/v1/assets/deciders/route";
import * as assetsReviews from "@/app/api/v1/assets/reviews/route";
import * as assets from "@/app/api/v1/assets/route";
import * as assetsWaiting from "@/app/api/v1/assets/waiting/route";
import * as jobsByIdReviews from "@/app/api/v1/jobs/[id]/reviews/route";
import * as motifsByIdComments from "@/app/api/v1/motifs/[id]/comments/route";
import * as motifsByIdRounds from "@/app/api/v1/motifs/[id]/rounds/route";
import * as reasonsByIdArchive from "@/app/api/v1/review-reasons/[id]/archive/route";
import * as reasonsByIdRestore from "@/app/api/v1/review-reasons/[id]/restore/route";
import * as reasonsById from "@/app/api/v1/review-reasons/[id]/route";
import * as reasons from "@/app/api/v1/review-reasons/route";
import { operation, type Paths } from "./operation";

/** The review queue, decisions, reasons, and what belongs to a motif. */
export const REVIEW_PATHS: Paths = {
  "/assets": {
    GET: operation("List pictures to decide on, with the filters of the figures", assets.GET),
  },
  "/assets/waiting": {
    GET: operation("How many pictures wait for a decision, since when, and where", assetsWaiting.GET),
  },
  "/assets/deciders": {
    GET: operation("Who decided on pictures, how, and on how much money", assetsDeciders.GET),
  },
  "/assets/reviews": {
    POST: operation("Decide on up to 200 pictures: each has its own result", assetsReviews.POST),
  },
  "/assets/{id}/reviews": {
    GET: operation("Everything that was decided on a picture, newest first", assetsByIdReviews.GET),
    POST: operation("Decide on one picture", assetsByIdReviews.POST),
  },
  "/jobs/{id}/reviews": {
    POST: operation("Decide on pictures of a job", jobsByIdReviews.POST),
  },
  "/motifs/{id}/rounds": {
    GET: operation("Rounds of a motif: pictures, decisions, money so far, advice", motifsByIdRounds.GET),
  },
  "/motifs/{id}/comments": {
    GET: operation("What people said about a motif", motifsByIdComments.GET),
    POST: operation("Say something about a motif", motifsByIdComments.POST),
  },
  "/review-reasons": {
    GET: operation("List reasons for rejections and changes", reasons.GET),
    POST: operation("Add a reason", reasons.POST),
  },
  "/review-reasons/{id}": {
    GET: operation("Read a reason", reasonsById.GET),
    PATCH: operation("Change a reason", reasonsById.PATCH),
  },
  "/review-reasons/{id}/archive": {
    POST: operation("Archive a reason", reasonsByIdArchive.POST),
  },
  "/review-reasons/{id}/restore": {
    POST: operation("Take a reason out of the archive", reasonsByIdRestore.POST),
  },
};
