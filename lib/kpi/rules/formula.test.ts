import { expect, test } from "vitest";
import { Exact, ratioText } from "@/lib/core/amount";
import { formulaOf } from "./formula";
import { rowOf } from "./row";
import { NOTHING_SUMMED } from "./sums";

const sums = {
  ...NOTHING_SUMMED,
  ...{ jobs: 9, images: 30, approved: 7, rejected: 4, variations: 5, campaigns: 2, variationJobs: 2, assignedJobs: 8 },
  ...{ spend: "12.5", assignedSpend: "11", unassignedSpend: "1.5", variationSpend: "3.1" },
  ...{ wasteFailed: "1", wasteDuplicate: "0.5", wasteDropped: "0.25", wasteRejected: "2", wasteSuperseded: "1.25" },
  ...{ useful: "4", open: "3.5" },
};
const row = rowOf(sums, { groupBy: [], approvals: "cohort" });

test.each(["costPerImage", "costPerApprovedImage", "costPerVariation", "costPerCampaign", "approvalRate"] as const)(
  "%s: what is shown as over and under gives the figure, to the last digit",
  (figure) => {
    const formula = formulaOf(figure, row, sums.variationSpend);
    if (formula?.kind !== "ratio") throw new Error("a ratio");
    expect(ratioText(formula.over.value, formula.under.value)).toBe(row[figure]);
  },
);

test.each([
  ["waste", row.waste.total],
  ["spend", row.spend],
] as const)("%s: the parts that are shown add up to it", (figure, whole) => {
  const formula = formulaOf(figure, row);
  if (formula?.kind !== "sum") throw new Error("a sum");
  expect(formula.terms.reduce((sum, { value }) => sum.plus(value), new Exact(0)).toFixed()).toBe(whole);
});

test("nothing is claimed before the cost of variations is known", () =>
  expect(formulaOf("costPerVariation", row)).toBeNull());
