// Who uses the embedded server of a folder? One file per process; the last one to leave stops the server.
// Two orders make this safe without a lock: who comes writes its file before it looks for a leaver, and who leaves
// says so before it looks for others. Whichever way two of them cross, at least one sees the other.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, isAlive, pause } from "./processes.mjs";

const spot = (folder, kind) => join(folder, kind, `${process.pid}`);

function write(folder, kind) {
  mkdirSync(join(folder, kind), { recursive: true });
  writeFileSync(spot(folder, kind), JSON.stringify(identityOf(process.pid)));
}

function isThere(path) {
  try {
    return isAlive(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return false;
  }
}

function others(folder, kind) {
  let names = [];
  try {
    names = readdirSync(join(folder, kind)).filter((name) => name !== `${process.pid}`);
  } catch {
    return [];
  }
  return names.filter((name) => {
    const path = join(folder, kind, name);
    if (isThere(path)) return true;
    rmSync(path, { force: true });
    return false;
  });
}

export async function register(folder) {
  write(folder, "users");
  while (others(folder, "leaving").length > 0) await pause(50);
}

/** Says that we leave; true when somebody else stays. When false, the caller stops the server and then calls `leave`. */
export function othersStay(folder) {
  rmSync(spot(folder, "users"), { force: true });
  write(folder, "leaving");
  const stay = others(folder, "users").length > 0;
  if (stay) leave(folder);
  return stay;
}

export function leave(folder) {
  for (const kind of ["users", "leaving"]) rmSync(spot(folder, kind), { force: true });
}
