import { expect, test, vi } from "vitest";
import { admitted } from "./admission";

vi.mock("./env", () => ({ env: { DATABASE_POOL_MAX: 2 } }));

test("40 requests at work for 2 connections; the 41st is told to come back in a second, and place is free after each end", async () => {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((done) => ends.push(done));
  const running = Array.from({ length: 40 }, () => admitted(work));
  await expect(admitted(work)).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 1 });
  ends.pop()?.();
  await running.pop();
  const failing = admitted(() => Promise.reject(new Error("broken")));
  await expect(failing).rejects.toThrow("broken");
  await expect(admitted(async () => "done")).resolves.toBe("done");
  for (const end of ends) end();
  await Promise.all(running);
});
