import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "@/lib/core/period";
import { balanceOn, type Lot, nextExpiry, paceOf, runsOutOn, type Taken, unusedContingent } from "./rules";

let made = 0;
const aLot = (over: Partial<Lot> = {}): Lot => {
  made += 1;
  return { id: `lot-${made}`, planPeriodId: null, day: "2026-03-01", expiresOn: null, credits: "100", ...over };
};
const used = (day: string, amount: string, expired = "0"): Taken => ({ day, used: amount, expired });

describe("what is left", () => {
  test("100 granted, 30 used: 70", () => {
    expect(balanceOn([aLot()], [used("2026-03-02", "30")], "2026-03-31")?.remaining).toBe("70");
  });
  test("what expires first is used first: 30 of the 50 that expire, then 20 of them are gone, and 100 stay", () => {
    const lots = [aLot(), aLot({ credits: "50", expiresOn: "2026-03-10" })];
    const balance = balanceOn(lots, [used("2026-03-02", "30")], "2026-03-11");
    expect(balance?.remaining).toBe("100");
    expect(balance?.lots.map(({ used, expired, left }) => [used, expired, left])).toEqual([
      ["30", "20", "0"],
      ["0", "0", "100"],
    ]);
  });
  test("on their last day they can still be used", () => {
    const lots = [aLot({ expiresOn: "2026-03-10" })];
    expect(balanceOn(lots, [used("2026-03-10", "40")], "2026-03-10")?.remaining).toBe("60");
  });
  test("an expiry by entry takes what nobody used", () => {
    expect(balanceOn([aLot()], [used("2026-03-05", "0", "25")], "2026-03-31")?.remaining).toBe("75");
  });
  test("used before anything came in is not in the balance; nothing ever came in is no balance", () => {
    expect(balanceOn([aLot()], [used("2026-02-01", "30")], "2026-03-31")?.remaining).toBe("100");
    expect(balanceOn([], [used("2026-02-01", "30")], "2026-03-31")).toBeNull();
  });
  test("130 used of 100: overdrawn by 30, and the next 50 settle it: 20", () => {
    const lots = [aLot(), aLot({ day: "2026-03-20", credits: "50" })];
    const taken = [used("2026-03-02", "130")];
    expect(balanceOn(lots, taken, "2026-03-10")).toMatchObject({ remaining: "0", overdrawn: "30" });
    expect(balanceOn(lots, taken, "2026-03-20")).toMatchObject({ remaining: "20", overdrawn: "0" });
  });
  test("every credit is used, expired or left, whatever happens", () => {
    const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays("2026-03-01", n));
    const lot = fc.record({
      day,
      expiresOn: fc.option(fc.integer({ min: 0, max: 90 }).map((n) => addDays("2026-03-01", n))),
      credits: fc.integer({ min: 1, max: 500 }).map(String),
    });
    const taken = fc.uniqueArray(
      fc.record({
        day,
        used: fc.integer({ min: 0, max: 80 }).map(String),
        expired: fc.integer({ min: 0, max: 9 }).map(String),
      }),
      { selector: (row) => row.day },
    );
    fc.assert(
      fc.property(fc.array(lot, { minLength: 1, maxLength: 6 }), taken, day, (lots, rows, on) => {
        const known = lots.map((one, index) => aLot({ ...one, id: String(index) }));
        const balance = balanceOn(known, rows, on);
        if (!balance) return;
        for (const one of balance.lots) {
          expect(Number(one.used) + Number(one.expired) + Number(one.left)).toBe(Number(one.credits));
          for (const part of [one.used, one.expired, one.left]) expect(Number(part)).toBeGreaterThanOrEqual(0);
        }
        const first = known.map((one) => one.day).sort()[0] ?? "";
        const asked = rows
          .filter((row) => row.day >= first && row.day <= on)
          .reduce((sum, row) => sum + Number(row.used), 0);
        const given = balance.lots.reduce((sum, one) => sum + Number(one.used), 0);
        expect(given + Number(balance.overdrawn)).toBe(asked);
      }),
    );
  });
});

describe("how long it lasts", () => {
  const week = Array.from({ length: 28 }, (_, index) => used(addDays("2026-03-01", index), "10"));
  test("280 used in 28 days: 10 a day", () => expect(paceOf(week, "2026-01-01", "2026-03-29")).toBe("10"));
  test("a wallet that is known for 4 days has the pace of these 4", () =>
    expect(paceOf([used("2026-03-01", "20")], "2026-03-01", "2026-03-05")).toBe("5"));
  test("nothing used: no pace", () => expect(paceOf([], "2026-03-01", "2026-03-20")).toBeNull());
  test("95 left at 10 a day: the tenth day can no longer be paid whole", () => {
    const lots = balanceOn([aLot({ credits: "95" })], [], "2026-03-29")?.lots ?? [];
    expect(runsOutOn(lots, "10", "2026-03-29")).toBe("2026-04-07");
  });
  test("of 95 left 80 expire on the way: they last no longer than that", () => {
    const lots =
      balanceOn([aLot({ credits: "15" }), aLot({ credits: "80", expiresOn: "2026-03-31" })], [], "2026-03-29")?.lots ??
      [];
    // Three days from what expires, one and a half from what stays.
    expect(runsOutOn(lots, "10", "2026-03-29")).toBe("2026-04-02");
    expect(nextExpiry(lots, "2026-03-29")).toEqual({ credits: "80", on: "2026-03-31" });
  });
});

describe("unused contingent", () => {
  const plan = { id: "p", fee: "12", discount: "2", credits: "100", lastDay: "2026-03-31" };
  const lot = (over: object) =>
    balanceOn(
      [aLot({ planPeriodId: "p", expiresOn: "2026-03-31" })],
      [used("2026-03-02", "60")],
      "2026-04-01",
    )?.lots.map((one) => ({ ...one, ...over }))[0];
  test("(12 − 2) for 100 credits, 60 used, 40 expired: 4.00 of the fee bought nothing", () => {
    expect(unusedContingent(plan, lot({}), "2026-04-01")?.toFixed()).toBe("4");
  });
  test("while the period runs nobody knows", () => expect(unusedContingent(plan, lot({}), "2026-03-31")).toBeNull());
});
