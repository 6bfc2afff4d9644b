import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../launchpad";
import { place, postgresPackage } from "../postgres-place.mjs";
import { aHome, command, rows, verifySums } from "./ground";

// A Postgres of one's own, with the tools of its version: what docs/operations.md says about backup and restore.
const PLACES = "/usr/lib/postgresql";
const versions = existsSync(PLACES) ? readdirSync(PLACES).map((version) => join(PLACES, version, "bin")) : [];
const tools = versions.find((folder) =>
  ["initdb", "pg_dump", "pg_restore"].every((name) => existsSync(join(folder, name))),
);

const home = aHome();
const running = new Set<string>();
const spot = place(await postgresPackage(), home);

function tool(name: string, ...args: string[]): void {
  execFileSync(join(tools ?? "", name), args, { cwd: "/", stdio: "ignore", ...spot.as });
}

async function start(data: string): Promise<(database: string) => string> {
  const port = await freePort();
  tool("pg_ctl", "start", "-w", "-D", data, "-l", `${data}.log`, "-o", `-p ${port} -h 127.0.0.1 -k ''`);
  running.add(data);
  return (database) => `postgresql://app@127.0.0.1:${port}/${database}`;
}

function stop(data: string): void {
  tool("pg_ctl", "stop", "-w", "-m", "fast", "-D", data);
  running.delete(data);
}

afterAll(() => {
  for (const data of running) stop(data);
  for (const folder of [spot.home, home]) rmSync(folder, { recursive: true, force: true });
});

const TABLES = ["job", "attempt", "ledger_entry", "asset", "review", "kpi_sum", "audit_entry"];

/** Every row of what counts, to the last digit. */
const contents = (url: string) =>
  Promise.all(
    TABLES.map(async (table) => ({
      table,
      rows: await rows(url, `SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM ${table} t`),
    })),
  );

test.skipIf(!tools)(
  "a dump that is restored, and a copy of the stopped data folder, hold every row and every sum",
  async () => {
    const data = join(spot.home, "data");
    tool("initdb", "-D", data, "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
    const address = await start(data);
    const slug = "kept";
    await rows(address("postgres"), "CREATE DATABASE pixelledger");
    await rows(address("postgres"), "CREATE DATABASE restored");
    await command(address("pixelledger"), "generate", ["--jobs", "2000", "--organization", slug]);
    await command(address("pixelledger"), "kpi", ["rebuild", "--organization", slug]);
    const before = await contents(address("pixelledger"));

    const dump = join(spot.home, "pixelledger.dump");
    tool("pg_dump", "--format=custom", `--file=${dump}`, address("pixelledger"));
    tool("pg_restore", "--clean", "--if-exists", "--no-owner", `--dbname=${address("restored")}`, dump);
    expect(await contents(address("restored"))).toEqual(before);
    await verifySums({ url: address("restored"), slug });

    stop(data);
    const copy = join(spot.home, "copy");
    execFileSync("cp", ["-a", data, copy]);
    const copied = await start(copy);
    expect(await contents(copied("pixelledger"))).toEqual(before);
    await verifySums({ url: copied("pixelledger"), slug });
  },
  500_000,
);
