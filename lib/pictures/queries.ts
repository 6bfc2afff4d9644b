import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { jobsKey } from "@/lib/jobs/queries";
import { jobPictures, uploadedPicture } from "./schema";

const ASSETS = "/api/v1/assets";

/** Where the browser finds a picture. With its tag it may be kept for good; without a version the newest one is shown. */
export function pictureUrl(
  id: string,
  { version, tag, size }: { version?: number; tag?: string | null; size?: "thumb" } = {},
): string {
  return withQuery(`${ASSETS}/${id}/picture`, { version, tag, size });
}

/** Every picture of a job with versions and family. Below the jobs' key: whatever changes a job, changes this. */
export function jobPicturesQuery(jobId: string) {
  return queryOptions({
    queryKey: [...jobsKey, "pictures", jobId],
    queryFn: ({ signal }) => fetchJson(jobPictures, `/api/v1/jobs/${jobId}/pictures`, { signal }),
  });
}

type Place = { id: string; version: number };
const fileOf = ({ id, version }: Place) => `${ASSETS}/${id}/versions/${version}/picture`;

/** The file travels as it is; the server looks at its first bytes, not at its name. */
export function uploadPicture({ file, ...place }: Place & { file: File }) {
  const headers = { "content-type": "application/octet-stream" };
  return fetchJson(uploadedPicture, fileOf(place), { method: "PUT", headers, body: file });
}

export const removePicture = (place: Place) => sendJson(z.null(), "DELETE", fileOf(place));
