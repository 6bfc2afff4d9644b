import { expect, test, vi } from "vitest";
import { freePort, launchpad, listening } from "./launchpad";
import { isAlive } from "./processes.mjs";

const { dataDir, start, ready, noted } = launchpad();

test("SIGTERM ends the web server, the worker and Postgres", async () => {
  const launcher = await ready();
  const { children, postgres } = noted();
  const left = [...children, postgres];
  expect(left.every(isAlive)).toBe(true);
  launcher.child.kill("SIGTERM");
  expect(await launcher.ended).toBe(0);
  expect(left.filter(isAlive)).toEqual([]);
});

test("after kill -9 the next start ends what is left, takes Postgres over, and stops it too", async () => {
  const killed = await ready();
  const left = noted();
  killed.child.kill("SIGKILL");
  await killed.ended;
  expect(isAlive(left.postgres)).toBe(true);

  const next = await ready();
  expect(left.children.filter(isAlive)).toEqual([]);
  expect(noted().postgres).toEqual(left.postgres);
  next.child.kill("SIGTERM");
  expect(await next.ended).toBe(0);
  expect(isAlive(left.postgres)).toBe(false);
});

test("a worker that dies is started again, and the web server stays", async () => {
  await ready();
  const [web, worker] = noted().children;
  process.kill(worker?.pid ?? 0, "SIGKILL");
  await vi.waitUntil(() => (noted().children[1]?.pid ?? worker?.pid) !== worker?.pid, { timeout: 20_000 });
  expect(noted().children[0]).toEqual(web);
});

test("a second start on the same data is refused, with the address of the first", async () => {
  const first = await ready();
  const second = start({ PORT: String(await freePort()) });
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`already runs on ${dataDir}: http://localhost:`);
  expect(first.child.exitCode).toBeNull();
});

test("a taken port is a clear error before anything is started", async () => {
  const { server, port } = await listening();
  const launcher = start({ PORT: String(port) });
  expect(await launcher.ended).toBe(1);
  expect(launcher.said().trim()).toBe(`Port ${port} is already in use. Choose another one: PORT=${port + 1} npm start`);
  server.close();
});

test("an unreachable database is named without its password", async () => {
  const launcher = start({
    PORT: String(await freePort()),
    DATABASE_URL: "postgresql://app:secret@127.0.0.1:1/theirs",
    BASE_URL: "https://pixelledger.example.com",
    AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  });
  expect(await launcher.ended).toBe(1);
  expect(launcher.said()).toContain("DATABASE_URL (127.0.0.1:1/theirs) cannot be used: connect ECONNREFUSED");
  expect(launcher.said()).not.toContain("secret");
});
