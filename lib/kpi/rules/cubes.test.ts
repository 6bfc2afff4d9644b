import { describe, expect, test } from "vitest";
import { cubeFor, sourcesOf, spansOf } from "./cubes";

describe("the smallest cube that splits by everything asked", () => {
  test.each([
    [[], "whole"],
    [["provider"], "whole"],
    [["costCenter", "campaign"], "campaign"],
    [["wallet"], "campaign"],
    [["model", "provider"], "model"],
    [["market"], "market"],
    [["market", "channel"], "place"],
    [["campaign", "stage"], "kind"],
    [["createdBy", "campaign"], "createdBy"],
    [["assetType"], "assetType"],
    [["motif", "campaign"], "motif"],
    [["campaign", "market", "kind"], "marketKind"],
  ] as const)("%j: %s", (asked, cube) => {
    expect(cubeFor(asked)).toBe(cube);
  });

  test.each([[["motif", "kind"]], [["tag.artist"]], [["market", "stage"]], [["createdBy", "source"]]] as const)(
    "%j: only the jobs know",
    (asked) => {
      expect(cubeFor(asked)).toBeNull();
    },
  );
});

describe("what a range is read from", () => {
  const range = { from: "2026-01-30", to: "2026-04-02" };

  test("whole months by month, cut ones by day", () => {
    expect(sourcesOf(range, new Set(), true)).toEqual({
      months: [{ from: "2026-02-01", to: "2026-03-01" }],
      days: [
        { from: "2026-01-30", to: "2026-01-31" },
        { from: "2026-04-01", to: "2026-04-02" },
      ],
      stale: [],
    });
  });

  test("a month with a changed day by day, that day from its jobs", () => {
    expect(sourcesOf(range, new Set(["2026-03-02", "2026-03-03", "2027-01-01"]), true)).toEqual({
      months: [{ from: "2026-02-01", to: "2026-02-01" }],
      days: [
        { from: "2026-01-30", to: "2026-01-31" },
        { from: "2026-03-01", to: "2026-03-01" },
        { from: "2026-03-04", to: "2026-04-02" },
      ],
      stale: ["2026-03-02", "2026-03-03"],
    });
  });

  test("series by day or week: no months", () => {
    const { months, days } = sourcesOf(range, new Set(), false);
    expect([months, days]).toEqual([[], [range]]);
  });

  test("every day of the range has exactly one source", () => {
    const { months, days, stale } = sourcesOf(range, new Set(["2026-02-28"]), true);
    expect(months.map(({ from }) => from)).toEqual(["2026-03-01"]);
    expect(days).toEqual([
      { from: "2026-01-30", to: "2026-02-27" },
      { from: "2026-04-01", to: "2026-04-02" },
    ]);
    expect(spansOf(stale)).toEqual([{ from: "2026-02-28", to: "2026-02-28" }]);
  });
});
