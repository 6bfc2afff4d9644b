import { describe, expect, test, vi } from "vitest";
import { isDoubtful, LineWatch } from "./line";

function watchOf(...statuses: number[]) {
  const clock = { now: 1_000 };
  const waits: { run: () => void; ms: number }[] = [];
  const ask = vi.fn(async () => statuses.shift() ?? 200);
  const watch = new LineWatch(ask, () => clock.now, {
    set: (run, ms) => void waits.push({ run, ms }),
    clear: () => void waits.splice(0),
  });
  return { watch, ask, clock, waits };
}

describe("the line to the server", () => {
  test.each([
    [0, "offline"],
    [502, "offline"],
    [503, "offline"],
    [401, "signedOut"],
    [200, "clear"],
    [429, "clear"],
    [500, "clear"],
  ])("an answer of %d means %s", async (status, state) => {
    const { watch } = watchOf(status);
    await watch.look();
    expect(watch.read().state).toBe(state);
  });

  test("figures are as of the first failure, also when it turns out that the session has ended meanwhile", async () => {
    const { watch, clock } = watchOf(0, 0, 401, 200);
    for (const now of [1_000, 2_000, 3_000]) {
      clock.now = now;
      await watch.look();
    }
    expect(watch.read()).toEqual({ state: "signedOut", since: 1_000 });
    await watch.look();
    expect(watch.read().state).toBe("clear");
  });

  test("it asks again by itself, ever less often; who is signed out is not asked for", async () => {
    const { watch, waits } = watchOf(0, 0, 401);
    await watch.look();
    expect(waits.map(({ ms }) => ms)).toEqual([1_000]);
    await watch.look();
    expect(waits.map(({ ms }) => ms)).toEqual([2_000]);
    await watch.look();
    expect(waits).toEqual([]);
  });

  test("twenty failures at once are one question, and listeners hear of changes alone", async () => {
    const { watch, ask } = watchOf(0, 0, 200);
    const listener = vi.fn();
    watch.subscribe(listener);
    await Promise.all(Array.from({ length: 20 }, () => watch.look()));
    expect([ask.mock.calls.length, listener.mock.calls.length]).toEqual([1, 1]);
    await watch.look();
    await watch.look();
    expect([ask.mock.calls.length, listener.mock.calls.length]).toEqual([3, 2]);
  });

  test("a refusal or a mistake of the server is no doubt about the line", () => {
    expect([0, 401, 502, 503, 504].every(isDoubtful)).toBe(true);
    expect([200, 400, 403, 404, 409, 422, 429, 500].some(isDoubtful)).toBe(false);
  });
});
