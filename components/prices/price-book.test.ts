import { expect, test } from "vitest";
import type { Price } from "@/lib/prices/schema";
import { filtered, groupsOf } from "./price-book";

const aPrice = (over: Partial<Price>): Price => ({
  ...{ id: "price", provider: "leonardo", providerName: "Leonardo.Ai", wallet: null, model: null, variant: null },
  ...{ unit: "CREDITS", amount: "0.0015", currency: "EUR", firstDay: "2026-01-01", lastDay: null },
  ...{ planPeriodId: null, source: null, note: null, checkBeforeUse: false, used: false },
  author: { kind: "member", name: null },
  createdAt: "2026-01-01T00:00:00Z",
  ...over,
});
const day = "2026-03-15";

test("entries of one thing are one line with its history; the one in force is shown, ended ones come last", () => {
  const groups = groupsOf(
    [
      aPrice({ id: "next", firstDay: "2026-04-01", model: "phoenix" }),
      aPrice({ id: "now", firstDay: "2026-03-01", lastDay: "2026-03-31", model: "Phoenix" }),
      aPrice({ id: "before", lastDay: "2026-02-28", model: "Phoenix" }),
      aPrice({ id: "other", unit: "IMAGES", lastDay: "2026-02-28" }),
    ],
    day,
  );
  expect(groups.map(({ shown, state, entries }) => [shown.id, state, entries.length])).toEqual([
    ["now", "inForce", 3],
    ["other", "over", 1],
  ]);
});

test("without one in force the next one is shown, before ended ones", () => {
  const entries = [
    aPrice({ id: "later", firstDay: "2026-06-01" }),
    aPrice({ id: "next", firstDay: "2026-04-01", lastDay: "2026-05-31" }),
    aPrice({ id: "ended", lastDay: "2026-02-28" }),
  ];
  expect(groupsOf(entries, day)[0]).toMatchObject({ shown: { id: "next" }, state: "ahead" });
});

test("filters: text over provider, model, variant and wallet; unit; to be checked", () => {
  const groups = groupsOf(
    [aPrice({ model: "Phoenix", checkBeforeUse: true }), aPrice({ id: "images", unit: "IMAGES", variant: "hd" })],
    day,
  );
  const none = { text: "", provider: null, unit: null, toCheck: false };
  expect(filtered(groups, none)).toHaveLength(2);
  expect(filtered(groups, { ...none, text: " HD" }).map(({ shown }) => shown.id)).toEqual(["images"]);
  expect(filtered(groups, { ...none, toCheck: true }).map(({ shown }) => shown.id)).toEqual(["price"]);
  expect(filtered(groups, { ...none, unit: "IMAGES", provider: "openai" })).toEqual([]);
});
