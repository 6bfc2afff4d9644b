import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterAttempt } from "./outcome";
import { afterQuiet, nextAttempt } from "./timing";

const at = (text: string) => new Date(text);
const NIGHT = { quietFrom: "22:00", quietTo: "07:30" };
const berlin = (now: string, quiet = NIGHT) => afterQuiet(at(now), quiet, "Europe/Berlin").toISOString();

test("attempts follow after 1 min, 5 min, 30 min, 2 h, 12 h, and then no more", () => {
  const now = at("2026-11-25T11:00:00Z");
  const waits = [1, 2, 3, 4, 5].map(
    (attempts) => ((nextAttempt(attempts, now)?.getTime() ?? 0) - now.getTime()) / 60_000,
  );
  expect(waits).toEqual([1, 5, 30, 120, 720]);
  expect(nextAttempt(6, now)).toBeNull();
});

describe("quiet hours", () => {
  test.each([
    ["at 21:59 a mail leaves", "2026-11-25T20:59:00Z", "2026-11-25T20:59:00.000Z"],
    ["at 22:00 it waits until 07:30", "2026-11-25T21:00:00Z", "2026-11-26T06:30:00.000Z"],
    ["after midnight it waits until the same 07:30", "2026-11-26T02:15:30Z", "2026-11-26T06:30:00.000Z"],
    ["at 07:30 it leaves", "2026-11-26T06:30:00Z", "2026-11-26T06:30:00.000Z"],
    ["in the night that loses an hour 07:30 is 05:30 UTC", "2026-03-28T22:00:00Z", "2026-03-29T05:30:00.000Z"],
    ["in the night that has one twice 07:30 is 06:30 UTC", "2026-10-24T21:00:00Z", "2026-10-25T06:30:00.000Z"],
  ])("%s", (_, now, leaves) => {
    expect(berlin(now)).toBe(leaves);
  });

  test("whatever they are, a mail waits less than 25 hours, and not past the end of them", () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC");
    const day = fc.date({ min: at("2026-01-01T00:00:00Z"), max: at("2027-01-01T00:00:00Z"), noInvalidDate: true });
    fc.assert(
      fc.property(clock, clock, zone, day, (quietFrom, quietTo, timeZone, now) => {
        fc.pre(quietFrom !== quietTo);
        const quiet = { quietFrom, quietTo };
        const leaves = afterQuiet(now, quiet, timeZone);
        expect(leaves.getTime() - now.getTime()).toBeLessThan(25 * 3_600_000);
        expect(leaves.getTime()).toBeGreaterThan(now.getTime() - 60_000);
        // Once they are over they are over: asking again moves nothing, save for an hour that the clock leaves out.
        const again = afterQuiet(leaves, quiet, timeZone).getTime() - leaves.getTime();
        expect(again).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});

describe("what an attempt makes of a delivery", () => {
  const now = at("2026-11-25T20:59:30Z");
  const once = { state: "waiting", attempts: 0 } as const;
  test("the repeat of one that arrived takes nothing back", () => {
    expect(afterAttempt({ state: "sent", attempts: 1 }, { ok: false, at: now }, "UTC")).toBeNull();
  });
  test("another attempt keeps the quiet hours: 22:00:30 waits until 07:30", () => {
    const next = afterAttempt(once, { ok: false, at: now, quiet: NIGHT }, "Europe/Berlin");
    expect(next).toMatchObject({ state: "waiting", nextAt: at("2026-11-26T06:30:00Z") });
  });
  test("the sixth failure is the first of its event, a seventh by hand is none", () => {
    expect(afterAttempt({ state: "waiting", attempts: 5 }, { ok: false, at: now }, "UTC")).toMatchObject({
      ...{ state: "failed", isFirstFailure: true },
    });
    expect(afterAttempt({ state: "failed", attempts: 6 }, { ok: false, at: now }, "UTC")?.isFirstFailure).toBe(false);
  });
  test("who is gone is not asked again, and no channel is blamed for it", () => {
    expect(afterAttempt(once, { ok: false, at: now, over: "withdrawn" }, "UTC")).toMatchObject({
      ...{ state: "withdrawn", nextAt: null, isFirstFailure: false },
    });
  });
});
