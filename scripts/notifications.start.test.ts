import { spawn } from "node:child_process";
import { createServer, type Server, type ServerResponse } from "node:http";
import { Client } from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { typescript } from "./app-processes.mjs";
import { launchpad } from "./launchpad";

// Real processes: kill -9 of a worker while it sends, a second worker beside it, and the crash of the database under both.
const { dataDir, ready, noted } = launchpad();

const got: string[] = [];
const held: ServerResponse[] = [];
let holds = true;
const receiver: Server = createServer((request, response) => {
  got.push(String(request.headers["webhook-id"]));
  request.resume();
  if (holds) held.push(response);
  else response.writeHead(200).end();
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((done) => receiver.close(done));
});

type Session = { origin: string; cookie: string };

function post({ origin, cookie }: Session, path: string, body: unknown): Promise<Response> {
  return fetch(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin, cookie },
    body: JSON.stringify(body),
  });
}

async function foundStudio(origin: string): Promise<Session> {
  const organization = { name: "Studio", currency: "EUR", timeZone: "Europe/Berlin", locale: "en" };
  const owner = { name: "Mara", email: "mara@example.test", password: "four small pixels" };
  const answer = await post({ origin, cookie: "" }, "/api/auth/sign-up", { organization, owner });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  return { origin, cookie: cookie.join("; ") };
}

const aDearJob = () => ({
  ...{ occurredAt: new Date().toISOString(), provider: "own-gpu", kind: "generation", stage: "draft" },
  ...{ imagesRequested: 40, cost: { amount: "100", unit: "EUR" } },
});

const aRule = (name: string, channel: string) => ({
  ...{ name, kind: "KPI_THRESHOLD", metric: "costPerImage", warning: "1", pendingForHours: 0 },
  recipients: { roles: ["admin"], channels: [channel] },
});

const RULES = 6;

test("kill -9 between commit and send, two workers, a crash of the database: each event once, each message at least once under one id", async () => {
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  const address = receiver.address();
  const target = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/hook`;
  const PRIVATE_WEBHOOK_HOSTS = "127.0.0.1";
  const launched = await ready({ SIGN_UP: "open", PRIVATE_WEBHOOK_HOSTS });
  const session = await foundStudio(`http://localhost:${launched.port}`);
  const { databaseUrl } = noted();

  const ask = async <T>(query: string): Promise<T[]> => {
    const client = new Client({ connectionString: databaseUrl });
    client.on("error", () => {});
    try {
      await client.connect();
      return (await client.query(query)).rows as T[];
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const made = async (path: string, body: unknown): Promise<{ id: string }> => {
    const answer = await post(session, path, body);
    expect(answer.status, await answer.clone().text()).toBe(201);
    return answer.json();
  };

  const channel = await made("/api/v1/notification-channels", { kind: "webhook", name: "Hook", target });
  await made("/api/v1/jobs", aDearJob());
  for (let rule = 0; rule < RULES; rule += 1) await made("/api/v1/alert-rules", aRule(`Before ${rule}`, channel.id));

  // The event is committed, the request is under way and nobody has answered: now the worker dies.
  await vi.waitUntil(() => held.length > 0, { timeout: 30_000 });
  const [, worker] = noted().children;
  process.kill(worker?.pid ?? 0, "SIGKILL");

  // The launcher starts another one; this is a second beside it.
  const env: NodeJS.ProcessEnv = Object.assign({}, process.env, {
    ...{ DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: "", BASE_URL: session.origin, DATA_DIR: dataDir },
    ...{ AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests", LOG_LEVEL: "warn", PRIVATE_WEBHOOK_HOSTS },
  });
  const second = spawn(process.execPath, typescript("scripts/worker.ts"), { env, stdio: "ignore" });
  try {
    for (let rule = 0; rule < RULES; rule += 1) await made("/api/v1/alert-rules", aRule(`After ${rule}`, channel.id));
    // Postgres ends all connections when one of its own is killed, and comes back by itself.
    const [backend] = await ask<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() LIMIT 1",
    );
    process.kill(backend?.pid ?? 0, "SIGKILL");
    holds = false;
    for (const response of held.splice(0)) response.destroy();
    // Nobody waits for a lease or for the next attempt here: the database's clock is moved instead.
    const states = async () => {
      const now = "UPDATE notification_delivery SET next_at = now() WHERE state = 'waiting' AND next_at > now()";
      const count = "SELECT state, count(*)::int AS count FROM notification_delivery GROUP BY 1";
      return ask(now).then(
        () => ask<{ state: string; count: number }>(count),
        () => [],
      );
    };
    await vi.waitUntil(
      async () => {
        const [only, ...others] = await states();
        return others.length === 0 && only?.state === "sent" && only.count === 2 * RULES;
      },
      { timeout: 60_000, interval: 1_500 },
    );
  } finally {
    second.kill("SIGKILL");
  }

  // Only this studio's: the demo organization has alerts of its own.
  const events = await ask<{
    rule_id: string;
    count: number;
  }>(`SELECT e.rule_id, count(*)::int AS count FROM alert_event e
    JOIN notification_channel c ON c.organization_id = e.organization_id WHERE e.transition = 'fired' AND c.name = 'Hook' GROUP BY 1`);
  expect(events.map(({ count }) => count)).toEqual(Array.from({ length: 2 * RULES }, () => 1));
  const deliveries = await ask<{ id: string }>("SELECT id FROM notification_delivery WHERE channel_id IS NOT NULL");
  expect(new Set(got)).toEqual(new Set(deliveries.map(({ id }) => id)));
  // The one whose worker was killed came again, under its id.
  expect(got.length).toBeGreaterThan(deliveries.length);
});
