import { expect, test } from "vitest";
import type { ListRow } from "@/lib/dimensions/schema";
import { bodyOfChange, bodyOfNew, FIELDS, faultsOf, fieldsFor, valuesOf } from "./fields";

const campaign: ListRow<"campaigns"> = {
  id: "1",
  code: "SPRING26",
  name: "Spring",
  archived: false,
  unassigned: false,
  mergedInto: null,
  shownAs: "SPRING26",
  activeFrom: "2026-03-01",
  activeTo: null,
  note: "First",
  costCenter: "KST1",
  costCenters: [],
};

test("a new row sends what was filled in, without the blanks around it", () => {
  const values = { code: " SPRING26 ", name: "Spring", costCenter: "", activeFrom: "2026-03-01", activeTo: "" };
  expect(bodyOfNew(FIELDS.campaigns, values)).toEqual({ code: "SPRING26", name: "Spring", activeFrom: "2026-03-01" });
});

test("a change sends what differs; what was emptied becomes null", () => {
  const fields = fieldsFor("campaigns", campaign);
  const before = valuesOf(fields, campaign);
  expect(bodyOfChange(fields, { ...before, note: "", name: "Spring 26" }, before)).toEqual({
    note: null,
    name: "Spring 26",
  });
  expect(bodyOfChange(fields, before, before)).toEqual({});
});

test("a campaign's cost centre is asked when it is added; later it moves from a day on", () => {
  expect(fieldsFor("campaigns", null).map(({ name }) => name)).toContain("costCenter");
  expect(fieldsFor("campaigns", campaign).map(({ name }) => name)).not.toContain("costCenter");
});

test("the row for what is not assigned can be renamed and nothing else", () => {
  expect(fieldsFor("campaigns", { ...campaign, unassigned: true }).map(({ name }) => name)).toEqual(["name"]);
});

test("missing codes, slashes in codes and days out of order are said before anything is sent", () => {
  const fields = FIELDS.campaigns;
  expect(faultsOf(fields, { code: " ", name: "A" })).toEqual({ code: "required" });
  expect(faultsOf(fields, { code: "a/b", name: "A" })).toEqual({ code: "codeCharacters" });
  expect(faultsOf(fields, { code: "a", name: "A", activeFrom: "2026-03-02", activeTo: "2026-03-01" })).toEqual({
    activeTo: "daysOrder",
  });
});
