import { describe, expect, test } from "vitest";
import { tooManyRows } from "./rules/coarser";
import { kpiQuery } from "./schema";

const DAYS = { from: "2026-03-01", to: "2026-03-31" };

test("from and to are enough: credit cost, cohort, without training", () => {
  expect(kpiQuery.parse(DAYS)).toEqual({
    ...DAYS,
    asOf: null,
    groupBy: [],
    interval: null,
    filter: {},
    view: "credit",
    training: false,
    approvals: "cohort",
    fields: null,
    top: null,
  });
});

test("filters repeat for OR, tags are filters and groupings, two groupings are separated by a comma", () => {
  const query = { ...DAYS, campaign: ["A", "B"], market: "DE", "tag.artist": "mk", groupBy: "campaign,tag.artist" };
  expect(kpiQuery.parse(query)).toMatchObject({
    groupBy: ["campaign", "tag.artist"],
    filter: { campaign: ["A", "B"], market: ["DE"], "tag.artist": ["mk"] },
  });
});

describe("refused", () => {
  test.each<[string, Record<string, string | string[]>, string]>([
    ["no range", { from: "2026-03-01" }, "to"],
    ["a day that does not exist", { from: "2026-02-30", to: "2026-03-01" }, "from"],
    ["the last day before the first", { from: "2026-03-02", to: "2026-03-01" }, "to"],
    ["more than ten years", { from: "2010-01-01", to: "2026-01-01" }, "to"],
    ["a year that no database knows", { from: "0000-01-01", to: "0000-01-02" }, "from"],
    ["a range given twice", { ...DAYS, from: ["2026-03-01", "2026-03-02"] }, "from"],
    ["three groupings", { ...DAYS, groupBy: "campaign,market,channel" }, "groupBy"],
    ["one grouping twice", { ...DAYS, groupBy: "campaign,campaign" }, "groupBy"],
    ["an unknown grouping", { ...DAYS, groupBy: "colour" }, "groupBy"],
    ["an unknown interval", { ...DAYS, interval: "hour" }, "interval"],
    ["an unknown figure", { ...DAYS, fields: "spend,profit" }, "fields"],
    ["top without grouping", { ...DAYS, top: "5" }, "top"],
    ["top=0", { ...DAYS, groupBy: "campaign", top: "0" }, "top"],
    ["training=yes", { ...DAYS, training: "yes" }, "training"],
    ["NUL in a filter", { ...DAYS, model: "a\0b" }, "model"],
  ])("%s", (_, query, path) => {
    const { error } = kpiQuery.safeParse(query);
    expect(error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });

  test("a parameter that does not exist, by name", () => {
    const { error } = kpiQuery.safeParse({ ...DAYS, campain: "A" });
    expect(error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["campain"] }]);
  });
});

describe("too many rows", () => {
  test("50 groups × 100 days = 5,000 fit", () => {
    expect(tooManyRows(50, 100, "day")).toBeNull();
  });
  test("51 groups × 100 days do not, weeks would", () => {
    expect(tooManyRows(51, 100, "day")).toContain("interval=week");
  });
  test("5,001 groups without intervals do not, top would", () => {
    const message = tooManyRows(5_001, 0, null);
    expect(message).toContain("top=1000");
    expect(message).not.toContain("interval=");
  });
});
