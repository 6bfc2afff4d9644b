import { sendJson } from "@/lib/http/fetch-json";
import { type Decision, reviewedJob } from "./schema";

/** `version`: the one that was looked at; when the picture has a newer one, the answer is 409. */
export type PictureDecision = { index: number; version: number; decision: Decision };

export const reviewJob = ({ id, decisions }: { id: string; decisions: readonly PictureDecision[] }) =>
  sendJson(reviewedJob, "POST", `/api/v1/jobs/${id}/reviews`, { body: { decisions } });
