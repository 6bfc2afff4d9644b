import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Exact } from "@/lib/core/amount";
import type { KpiAnswer } from "../schema";
import { figureOf } from "./columns";
import { rowOf } from "./row";
import { NOTHING_SUMMED, type Sums } from "./sums";
import { type Asked, addsUp, sortText, toPivot, toSort, toTable } from "./table";

const LEVEL = { groupBy: [], approvals: "cohort" } as const;
const rowWith = (over: Partial<Sums>) => rowOf({ ...NOTHING_SUMMED, jobs: 1, ...over }, LEVEL);

type Given = { key: Record<string, string | null>; name?: Record<string, string> } & Partial<Sums>;

const totalOf = (groups: readonly Given[]): Partial<Sums> => ({
  jobs: groups.reduce((sum, { jobs = 1 }) => sum + jobs, 0),
  images: groups.reduce((sum, { images = 0 }) => sum + images, 0),
  spend: Exact.sum(0, ...groups.map(({ spend = "0" }) => spend)).toFixed(),
});

function answer(groups: readonly Given[]): KpiAnswer {
  return {
    range: { from: "2026-03-01", to: "2026-03-31", timeZone: "Europe/Berlin" },
    currency: "EUR",
    asOf: "2026-04-01T00:00:00Z",
    completeUntil: "2026-03-31",
    view: "credit",
    approvals: "cohort",
    limitedTo: null,
    total: rowWith(totalOf(groups)),
    groups: groups.map(({ key, name, ...sums }) => ({ key, ...(name ? { name } : {}), ...rowWith(sums) })),
    series: [],
  };
}

const MARKETS = answer([
  { key: { market: "DE" }, name: { market: "Germany" }, spend: "10", images: 2 },
  { key: { market: "AT" }, name: { market: "Austria" }, spend: "2", images: 8 },
  { key: { market: "unassigned" }, spend: "0", images: 0, jobs: 2, unpricedJobs: 2 },
]);

const asked = (over: Partial<Asked> = {}): Asked => ({
  dimensions: ["market"],
  sort: { by: "spend", descending: true },
  search: { text: "", codes: [] },
  ...over,
});
const codesOf = (over: Partial<Asked>) =>
  toTable({ groups: MARKETS, parts: null }, null, asked(over)).rows.map(({ values }) => values[0]?.code);

describe("order of rows", () => {
  test.each([
    ["-spend", ["DE", "AT", "unassigned"]],
    ["spend", ["AT", "DE", "unassigned"]],
    ["costPerImage", ["AT", "DE", "unassigned"]],
    ["name", ["AT", "DE", "unassigned"]],
    ["-name", ["unassigned", "DE", "AT"]],
  ])("%s", (text, codes) => {
    expect(codesOf({ sort: toSort(text) ?? asked().sort })).toEqual(codes);
  });

  test("an order that names no figure is none", () => {
    expect(toSort("colour")).toBeNull();
    expect(sortText({ by: "waste", descending: true })).toBe("-waste");
  });
});

describe("search", () => {
  test("finds code and name, whatever the case, and codes that are named outright", () => {
    expect(codesOf({ search: { text: "germ", codes: [] } })).toEqual(["DE"]);
    expect(codesOf({ search: { text: "at", codes: ["unassigned"] } })).toEqual(["AT", "unassigned"]);
    expect(codesOf({ search: { text: "nowhere", codes: [] } })).toEqual([]);
  });

  test("the total stays that of all rows", () => {
    const { total, shown, groups } = toTable(
      { groups: MARKETS, parts: null },
      null,
      asked({ search: { text: "DE", codes: [] } }),
    );
    expect([total.spend, shown, groups]).toEqual(["12", 1, 3]);
  });
});

describe("two dimensions", () => {
  const parts = answer([
    { key: { market: "DE", channel: "SOCIAL" }, spend: "7" },
    { key: { market: "DE", channel: "PRINT" }, spend: "3" },
    { key: { market: "AT", channel: "PRINT" }, spend: "2" },
  ]);
  const nested = (over: Partial<Asked> = {}) =>
    toTable({ groups: MARKETS, parts }, null, asked({ dimensions: ["market", "channel"], ...over })).rows.map(
      ({ values }) => values.map(({ code }) => code).join("/"),
    );

  test("parts stand below their group, each level in the same order", () => {
    expect(nested()).toEqual(["DE", "DE/SOCIAL", "DE/PRINT", "AT", "AT/PRINT", "unassigned"]);
  });

  test("a group that does not match is shown with the parts that do", () => {
    expect(nested({ search: { text: "social", codes: [] } })).toEqual(["DE", "DE/SOCIAL"]);
    expect(nested({ search: { text: "DE", codes: [] } })).toEqual(["DE", "DE/SOCIAL", "DE/PRINT"]);
  });

  test("as a pivot: margins are the API's, a pair that does not occur is empty", () => {
    const across = answer([
      { key: { channel: "SOCIAL" }, spend: "7" },
      { key: { channel: "PRINT" }, spend: "5" },
    ]);
    const pivot = toPivot({ groups: MARKETS, parts, across }, asked({ dimensions: ["market", "channel"] }));
    expect(pivot.columns.map(({ code }) => code)).toEqual(["SOCIAL", "PRINT"]);
    expect(pivot.rows.map(({ cells, total }) => [...cells.map((cell) => cell?.spend ?? null), total.spend])).toEqual([
      ["7", "3", "10"],
      [null, "2", "2"],
      [null, null, "0"],
    ]);
    expect(pivot.totals.map(({ spend }) => spend)).toEqual(["7", "5"]);
  });
});

describe("beside the period before", () => {
  const before = answer([
    { key: { market: "DE" }, spend: "4" },
    { key: { market: "FR" }, spend: "1" },
  ]);
  const { rows, totalBefore } = toTable({ groups: MARKETS, parts: null }, { groups: before, parts: null }, asked());

  test("what was there only before is shown with nothing in it, what is new was nothing", () => {
    const pairs = rows.map(({ values, row, before: was }) => [values[0]?.code, row.spend, was?.spend]);
    expect(pairs).toContainEqual(["FR", "0", "1"]);
    expect(pairs).toContainEqual(["AT", "2", "0"]);
    expect(pairs).toContainEqual(["DE", "10", "4"]);
    expect(totalBefore?.spend).toBe("5");
  });
});

describe("figures", () => {
  test("share: 10 of 12 = 0.833333333333", () => {
    expect(figureOf("share", MARKETS.groups[0] ?? {}, MARKETS.total).value).toBe("0.833333333333");
  });

  test("jobs without any price: no sum, and the reason", () => {
    expect(figureOf("spend", MARKETS.groups[2] ?? {}, MARKETS.total)).toEqual({
      value: null,
      reason: "UNPRICED",
      lowerBound: false,
    });
  });

  test("Σ groups = total for sums, whatever the amounts; ratios are not added", () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 22n }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.nat(19), (units, cut) => {
        const all = answer(
          units.map((unit, at) => ({
            key: { market: `M${at}` },
            spend: new Exact(unit.toString()).times("1e-18").toFixed(),
          })),
        );
        const { rows } = toTable({ groups: all, parts: null }, null, asked());
        expect(addsUp("spend", rows, all.total)).toBe(true);
        expect(addsUp("costPerImage", rows, all.total)).toBeNull();
        const missing = rows.filter((_, at) => at !== cut % rows.length);
        const lost = rows[cut % rows.length]?.row.spend;
        expect(addsUp("spend", missing, all.total)).toBe(new Exact(lost ?? "0").isZero());
      }),
    );
  });
});
