import "server-only";
import { env } from "./env";
import type { Files } from "./file-store";
import { localFiles } from "./files-local";
import { s3Files } from "./files-s3";

let held: Files | undefined;

/** An S3-compatible store where the settings name one, else a folder beside the database. */
export function files(): Files {
  held ??= env.S3_BUCKET ? s3Files(env.S3_BUCKET) : localFiles("files");
  return held;
}

/** Everything under a prefix, for an organization that is erased. */
export async function removeAll(store: Files, prefix: string): Promise<void> {
  for await (const { key } of store.list(prefix)) await store.remove(key);
}

/** Pictures from elsewhere and small ones, on this machine: all of it can be made anew. */
export const cachedPictures = () => localFiles("cache/pictures");
