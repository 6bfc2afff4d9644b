import { beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { counted } from "./traffic";

vi.mock("@/lib/server/env", () => ({ env: { REQUESTS_PER_MINUTE: 3, REQUESTS_PER_MINUTE_PER_ADDRESS: 1000 } }));
vi.mock("./attempts", () => ({ networkOf: (headers: Headers) => headers.get("x-forwarded-for") ?? "unknown" }));

const actor = (id: string) => ({ kind: "api_key", id, organization: { id: "o" } }) as unknown as Actor;
const from = (network: string) => new Headers({ "x-forwarded-for": network });
const stranger = () => Promise.reject(new AppError("unauthenticated", "This API key is not known"));

beforeEach(() => {
  vi.useFakeTimers();
  Reflect.deleteProperty(globalThis, "pixelledgerTraffic");
  return () => vi.useRealTimers();
});

test("a key has its requests a minute; the next is told the seconds to wait, other keys go on", async () => {
  const ask = (id: string) => counted(from("198.51.100.7"), async () => actor(id));
  for (let count = 1; count <= 3; count += 1) await ask("busy");
  await expect(ask("busy")).rejects.toMatchObject({ code: "too_many_requests", retryAfterSeconds: 60 });
  await expect(ask("quiet")).resolves.toMatchObject({ id: "quiet" });
  vi.advanceTimersByTime(60_000);
  await expect(ask("busy")).resolves.toMatchObject({ id: "busy" });
});

test("300 refused keys a minute from one network, then not even a good one is looked up; other networks go on", async () => {
  for (let count = 1; count <= 300; count += 1)
    await expect(counted(from("203.0.113.9"), stranger)).rejects.toMatchObject({ code: "unauthenticated" });
  const find = vi.fn(async () => actor("good"));
  await expect(counted(from("203.0.113.9"), find)).rejects.toMatchObject({ code: "too_many_requests" });
  expect(find).not.toHaveBeenCalled();
  await expect(counted(from("198.51.100.7"), find)).resolves.toMatchObject({ id: "good" });
});

test("a network has its requests a minute, whoever asks", async () => {
  for (let count = 1; count <= 1000; count += 1) await counted(from("192.0.2.1"), async () => actor(`key-${count}`));
  await expect(counted(from("192.0.2.1"), async () => actor("one-more"))).rejects.toMatchObject({
    code: "too_many_requests",
  });
});
