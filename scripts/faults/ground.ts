import { execFile, execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { expect, vi } from "vitest";
import { startPostgres } from "../postgres.mjs";
import { type Gate, openGate } from "./gate";

/** A folder to throw away. As root, Postgres runs as another user, who has to get through here. */
export function aHome(): string {
  const home = mkdtempSync(join(tmpdir(), "pixelledger-faults-"));
  chmodSync(home, 0o755);
  return home;
}

export function works(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

type Server = Awaited<ReturnType<typeof startPostgres>>;
export type Ground = {
  server: Server;
  gate: Gate;
  url: string;
  apiKey: string;
  slug: string;
  restart: () => Promise<void>;
};

export const portOf = (server: Server) => Number(new URL(server.url("pixelledger")).port);
export const through = (server: Server, port: number) =>
  Object.assign(new URL(server.url("pixelledger")), { port: String(port) }).href;

export const given = (url: string) => ({
  DATABASE_URL: url,
  BASE_URL: "http://localhost:3000",
  AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
});

export async function command<Said = Record<string, string>>(url: string, file: string, args: string[]): Promise<Said> {
  const run = promisify(execFile)(process.execPath, ["scripts/with-database.mjs", `scripts/${file}.ts`, ...args], {
    env: Object.assign({}, process.env, given(url), {
      DATA_DIR: join(tmpdir(), "pixelledger-faults-commands"),
      LOG_LEVEL: "silent",
    }),
  });
  return JSON.parse((await run).stdout);
}

/** A Postgres of its own, migrated, with one organization and a key of it. */
export async function ground(folder: string, settings: Record<string, string> = {}): Promise<Ground> {
  const server = await startPostgres({ home: folder, settings });
  const gate = await openGate(portOf(server));
  const organization = ["--name", "Studio", "--currency", "EUR", "--time-zone", "Europe/Berlin"];
  const { slug = "" } = await command(server.url("pixelledger"), "organization", [
    ...["create", ...organization, "--owner-email", "mara@example.test"],
  ]);
  const { key: apiKey = "" } = await command(server.url("pixelledger"), "api-key", [
    ...["create", "--organization", slug, "--name", "Load", "--role", "controller"],
  ]);
  const made: Ground = {
    ...{ server, gate, apiKey, slug, url: through(server, gate.port) },
    restart: async () => {
      made.server = await startPostgres({ home: folder, settings });
      gate.lead(portOf(made.server));
    },
  };
  return made;
}

export async function rows<Row>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** The worker has made every sum anew, and each is what its jobs say. */
export async function verifySums({ url, slug }: { url: string; slug: string }): Promise<void> {
  const isFresh = async () => (await rows(url, "SELECT 1 FROM kpi_stale LIMIT 1")).length === 0;
  await vi.waitUntil(isFresh, { timeout: 120_000, interval: 200 });
  const verified = await command<{ days: number }>(url, "kpi", ["verify", "--organization", slug]);
  expect(verified).toMatchObject({ stale: 0, differences: 0 });
  expect(verified.days).toBeGreaterThan(0);
}
