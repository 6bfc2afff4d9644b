import "server-only";
import type { StoredFile } from "@/lib/server/file-store";
import { cachedPictures } from "@/lib/server/files";
import { log } from "@/lib/server/logger";

// All of it can be made anew, so it may go at any time.

const MOST_BYTES = 512 * 1024 * 1024;
/** A look at the whole folder is not free; in between it may grow by this much. */
const LOOK_AFTER_BYTES = 32 * 1024 * 1024;

const folder = cachedPictures();
let sinceLook = LOOK_AFTER_BYTES;

export async function cached(key: string): Promise<Buffer | null> {
  const bytes = await folder.get(key);
  // What was looked at last goes last.
  if (bytes) await folder.touch(key).catch(() => undefined);
  return bytes;
}

/** A full disk costs speed, never the picture. */
export async function keep(key: string, bytes: Uint8Array, mediaType: string): Promise<void> {
  try {
    await folder.put(key, bytes, mediaType);
    sinceLook += bytes.byteLength;
    if (sinceLook >= LOOK_AFTER_BYTES) await shrinkCache(MOST_BYTES);
  } catch (error) {
    log.warn({ err: error }, "A picture could not be cached");
  }
}

/** Removes what was not looked at for the longest time. */
export async function shrinkCache(mostBytes: number): Promise<void> {
  sinceLook = 0;
  const all: StoredFile[] = [];
  for await (const file of folder.list("")) all.push(file);
  all.sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime());
  let kept = 0;
  for (const { key, sizeBytes } of all) {
    kept += sizeBytes;
    if (kept > mostBytes) await folder.remove(key);
  }
}
