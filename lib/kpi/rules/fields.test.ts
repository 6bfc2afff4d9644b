import fc from "fast-check";
import { expect, test } from "vitest";
import { kpiField } from "../schema";
import { neededSums, WASTE_SUMS } from "./fields";
import { chosenFields, onlyFields, rowOf } from "./row";
import { NOTHING_SUMMED, type Sums } from "./sums";
import { funnelOf, wasteRowOf } from "./waste";

const count = fc.integer({ min: 0, max: 4 });
const money = fc.integer({ min: 0, max: 9 }).map(String);
const credits = fc.dictionary(fc.constantFrom("leonardo", "openai"), money);
const sumsWith = fc.record(
  Object.fromEntries(
    Object.entries(NOTHING_SUMMED).map(([name, nothing]) => {
      if (typeof nothing === "number") return [name, count];
      return [name, typeof nothing === "string" ? money : credits];
    }),
  ),
) as unknown as fc.Arbitrary<Sums>;
const level = fc.record({
  groupBy: fc.constantFrom<("campaign" | "market")[]>([], ["campaign"], ["market"]),
  approvals: fc.constantFrom("cohort" as const, "period" as const),
});

/** What is left when nothing but these sums was read. */
const only = (sums: Sums, needed: ReadonlySet<string>): Sums => ({
  ...NOTHING_SUMMED,
  ...Object.fromEntries(Object.entries(sums).filter(([name]) => needed.has(name))),
});

test.each(kpiField.options)("%s is the same from nothing but the sums that it needs", (field) => {
  const { ratios, shown } = chosenFields([field]);
  fc.assert(
    fc.property(sumsWith, level, (sums, at) => {
      const few = only(sums, neededSums([field]));
      expect(onlyFields(rowOf(few, at, ratios), shown)).toEqual(onlyFields(rowOf(sums, at, ratios), shown));
    }),
  );
});

test("all figures, and the waste report, are the same from their sums", () => {
  fc.assert(
    fc.property(sumsWith, level, (sums, at) => {
      expect(rowOf(only(sums, neededSums(null)), at)).toEqual(rowOf(sums, at));
      const few = only(sums, WASTE_SUMS);
      expect([wasteRowOf(few), funnelOf(few)]).toEqual([wasteRowOf(sums), funnelOf(sums)]);
    }),
  );
});
