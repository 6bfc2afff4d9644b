// What runs on a data folder, noted there: side commands find the database, and the next start finds what is left
// of one that was killed.
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLineOf, endProcess, identityOf, isAlive } from "./processes.mjs";

const fileOf = (dataDir) => join(dataDir, "runtime.json");

function readRuntime(dataDir) {
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

function alreadyRuns(dataDir, { baseUrl, launcher }) {
  return new Error(`Pixelledger already runs on ${dataDir}: ${baseUrl} (process ${launcher.pid}).`);
}

const own = ({ port, baseUrl }) => ({ launcher: identityOf(process.pid), port, baseUrl });

/** Of two starts at once, one gets the folder. */
function claim(settings) {
  try {
    writeFileSync(fileOf(settings.dataDir), JSON.stringify(own(settings)), { mode: 0o600, flag: "wx" });
  } catch (error) {
    const other = readRuntime(settings.dataDir);
    throw other ? alreadyRuns(settings.dataDir, other) : error;
  }
}

export function writeRuntime(settings, database, children) {
  const runtime = {
    ...own(settings),
    // The person's own address is in their environment already; it is not repeated on disk.
    ...(settings.isEmbedded ? { databaseUrl: database.url, postgres: database.identity } : {}),
    children: children.map((child) => identityOf(child.pid)),
  };
  const file = fileOf(settings.dataDir);
  writeFileSync(`${file}.new`, JSON.stringify(runtime), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRuntime(dataDir) {
  if (readRuntime(dataDir)?.launcher.pid === process.pid) rmSync(fileOf(dataDir), { force: true });
}

// Next renames its process, so the folder is not in its command line.
const looksLikeOurs = (pid) => /next|scripts\/worker\.ts/.test(commandLineOf(pid));

/**
 * Takes the data folder for this launcher. Ends the web and worker processes of one that was killed and says how many;
 * throws when another one is well and alive.
 */
export async function takeFolder(settings) {
  const { dataDir } = settings;
  const running = runningLauncher(dataDir);
  if (running) throw alreadyRuns(dataDir, running);
  const left = readRuntime(dataDir)?.children ?? [];
  const ours = left.filter((child) => isAlive(child) && looksLikeOurs(child.pid));
  await Promise.all(ours.map((child) => endProcess(child, { waitMs: 3000, group: true })));
  rmSync(fileOf(dataDir), { force: true });
  claim(settings);
  return ours.length;
}
