"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/lib/http/fetch-json";
import { jobsKey } from "@/lib/jobs/queries";
import { uploadPicture } from "@/lib/pictures/queries";
import { matchFiles, PICTURE_BYTES } from "@/lib/pictures/rules";

/** Where a file can go: one version of a picture. */
export type UploadTarget = { id: string; index: number; externalId: string | null; version: number };

type UploadProblem = "NOT_A_PICTURE" | "TOO_LARGE" | "OFFLINE" | "NO_PLACE" | "OTHER";
export type Upload = {
  key: string;
  file: File;
  target: UploadTarget | null;
  state: "sending" | "done" | UploadProblem;
};

const AT_ONCE = 3;

function problemOf(error: unknown): UploadProblem {
  if (!(error instanceof ApiError)) return "OTHER";
  if (error.status === 0) return "OFFLINE";
  if (error.status === 413) return "TOO_LARGE";
  return error.status === 415 ? "NOT_A_PICTURE" : "OTHER";
}

async function send({ file, target }: Upload): Promise<Upload["state"]> {
  if (target === null) return "NO_PLACE";
  if (file.size > PICTURE_BYTES) return "TOO_LARGE";
  try {
    await uploadPicture({ id: target.id, version: target.version, file });
    return "done";
  } catch (error) {
    return problemOf(error);
  }
}

let numbered = 0;

/** Uploads files to pictures, a few at once; what failed stays listed with its reason and can be sent again. */
export function useUploads() {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const put = (key: string, state: Upload["state"]) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, state } : one)));

  async function run(wanted: readonly Upload[]): Promise<void> {
    const queue = [...wanted];
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) put(next.key, await send(next));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await client.invalidateQueries({ queryKey: jobsKey });
  }

  function start(pairs: readonly { file: File; target: UploadTarget | null }[]): void {
    const fresh = pairs.map((pair): Upload => {
      numbered += 1;
      return { ...pair, key: `upload-${numbered}`, state: "sending" };
    });
    setUploads(fresh);
    void run(fresh);
  }

  return {
    uploads,
    isSending: uploads.some(({ state }) => state === "sending"),
    /** By external id in the file's name, else in order. */
    uploadAll(files: readonly File[], targets: readonly UploadTarget[]) {
      const { matched, left } = matchFiles(files, targets);
      const places = new Map(targets.map((target) => [target.id, target]));
      start([
        ...matched.map(({ file, target }) => ({ file, target: places.get(target.id) ?? null })),
        ...left.map((file) => ({ file, target: null })),
      ]);
    },
    uploadTo: (file: File, target: UploadTarget) => start([{ file, target }]),
    again() {
      const failed = uploads.filter(({ state, target }) => state !== "done" && state !== "sending" && target !== null);
      setUploads((all) => all.map((one) => (failed.includes(one) ? { ...one, state: "sending" } : one)));
      void run(failed);
    },
    close: () => setUploads([]),
  };
}
export type Uploads = ReturnType<typeof useUploads>;
