// Who is running? A pid alone is not enough: it may have been given to another program since.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function ps(pid, column) {
  try {
    const said = execFileSync("ps", ["-o", `${column}=`, "-p", `${pid}`], { stdio: ["ignore", "pipe", "ignore"] });
    return said.toString().trim();
  } catch {
    return "";
  }
}

/** When this process began: together with the pid it names one process for ever. Empty when it is gone. */
function bornAt(pid) {
  if (process.platform !== "linux") return ps(pid, "lstart");
  try {
    // The name in brackets may hold spaces; the fields after it do not. Z is a dead child nobody asked about.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
    return fields[0] === "Z" ? "" : fields[19];
  } catch {
    return "";
  }
}

export function identityOf(pid) {
  return { pid, born: bornAt(pid) };
}

export function isAlive(identity) {
  return Boolean(identity?.pid) && identity.born !== "" && bornAt(identity.pid) === identity.born;
}

export function commandLineOf(pid) {
  if (process.platform !== "linux") return ps(pid, "command");
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

async function goneWithin(identity, milliseconds) {
  const until = Date.now() + milliseconds;
  while (isAlive(identity) && Date.now() < until) await pause(20);
  return !isAlive(identity);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone.
  }
}

/** Asks politely, waits, then insists. `group`: the process leads a group of its own, all of it must go. */
export async function endProcess(identity, { politely = "SIGTERM", waitMs = 10_000, group = false } = {}) {
  if (!isAlive(identity)) return;
  signal(identity.pid, politely);
  if (!(await goneWithin(identity, waitMs))) {
    signal(identity.pid, "SIGKILL");
    await goneWithin(identity, 2000);
  }
  if (group) signal(-identity.pid, "SIGKILL");
}
