import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { env } from "./env";
import type { Files, StoredFile } from "./file-store";

/** Only what our own keys are made of: nothing that could lead out of the folder. */
const KEY = /^[\w-]+(\/[\w-]+)*$/;
const UNFINISHED = ".part";

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT";

/** A folder in DATA_DIR. Several processes of one machine may share it. */
export function localFiles(folder: string): Files & { touch(key: string): Promise<void> } {
  // Read at first use: `next build` imports this without settings.
  const root = () => resolve(env.DATA_DIR, folder);
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new Error(`Not a key of a file: ${key}`);
    return join(root(), key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      // Renaming is one step: nobody ever reads half a file, also after a power cut.
      const unfinished = `${path}.${randomUUID()}${UNFINISHED}`;
      await mkdir(dirname(path), { recursive: true });
      try {
        await writeFile(unfinished, bytes, { flush: true });
        await rename(unfinished, path);
      } finally {
        await rm(unfinished, { force: true });
      }
    },
    get: (key) =>
      readFile(pathOf(key)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      }),
    has: (key) =>
      stat(pathOf(key)).then(
        (found) => found.isFile(),
        (error: unknown) => {
          if (isMissing(error)) return false;
          throw error;
        },
      ),
    remove: (key) => rm(pathOf(key), { force: true }),
    touch: (key) => utimes(pathOf(key), new Date(), new Date()),
    list: (prefix) => listed(root(), prefix),
  };
}

async function* listed(root: string, prefix: string): AsyncGenerator<StoredFile> {
  const start = join(root, prefix.slice(0, prefix.lastIndexOf("/") + 1));
  const entries = await readdir(start, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const key = relative(root, path).split(sep).join("/");
    const found = await stat(path).catch(() => null);
    if (found && key.startsWith(prefix) && KEY.test(key)) yield { key, changedAt: found.mtime, sizeBytes: found.size };
  }
}
