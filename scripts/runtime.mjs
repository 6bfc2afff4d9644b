// What runs on a data folder, noted there: side commands find the database, and the next start finds what is left
// of one that was killed.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLineOf, endProcess, identityOf, isAlive } from "./processes.mjs";

const fileOf = (dataDir) => join(dataDir, "runtime.json");

export function readRuntime(dataDir) {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), "utf8"));
  } catch {
    return undefined;
  }
}

/** The launcher that runs here now, if one does. */
export function runningLauncher(dataDir) {
  const runtime = readRuntime(dataDir);
  return runtime && isAlive(runtime.launcher) ? runtime : undefined;
}

export function writeRuntime(settings, database, children) {
  const runtime = {
    launcher: identityOf(process.pid),
    port: settings.port,
    baseUrl: settings.baseUrl,
    // The person's own address is in their environment already; it is not repeated on disk.
    ...(settings.isEmbedded ? { databaseUrl: database.url } : {}),
    children: children.map((child) => identityOf(child.pid)),
  };
  rmSync(fileOf(settings.dataDir), { force: true });
  writeFileSync(fileOf(settings.dataDir), JSON.stringify(runtime), { mode: 0o600 });
}

export function removeRuntime(dataDir) {
  if (readRuntime(dataDir)?.launcher.pid === process.pid) rmSync(fileOf(dataDir), { force: true });
}

// Next renames its process, so the folder is not in its command line.
const looksLikeOurs = (pid) => /next|scripts\/worker\.ts/.test(commandLineOf(pid));

/** Ends the web and worker processes of a launcher that was killed. Throws when the launcher is well and alive. */
export async function clearStale(dataDir) {
  const running = runningLauncher(dataDir);
  if (running) {
    throw new Error(`Pixelledger already runs on ${dataDir}: ${running.baseUrl} (process ${running.launcher.pid}).`);
  }
  const left = readRuntime(dataDir)?.children ?? [];
  const ours = left.filter((child) => isAlive(child) && looksLikeOurs(child.pid));
  await Promise.all(ours.map((child) => endProcess(child, { waitMs: 3000, group: true })));
  rmSync(fileOf(dataDir), { force: true });
  return ours.length;
}
