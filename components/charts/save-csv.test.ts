import { expect, test } from "vitest";
import { csvOf } from "./save-csv";

const table = {
  head: ["Period", "OpenAI", "Sum"],
  rows: [
    {
      id: "1",
      name: "=1 Nov",
      cells: [
        { kind: "money", value: "0.0609" },
        { kind: "money", value: null, reason: "no price" },
      ],
    },
  ],
  foot: { name: "Sum", cells: [null, { kind: "money", value: "1289.153333" }] },
} as const;

test("every digit, notes first, formulas made harmless, nothing where there is no value", () => {
  const text = csvOf({ title: "Spend", table, about: [["Zone", "Europe/Berlin"]], dialect: "en" });
  expect(text.split("\r\n")).toEqual([
    "# report,Spend",
    "# Zone,Europe/Berlin",
    "Period,OpenAI,Sum",
    "'=1 Nov,0.0609,",
    "Sum,,1289.153333",
    "",
  ]);
});

test("German spreadsheets get semicolons and decimal commas", () =>
  expect(csvOf({ title: "Kosten", table, about: [], dialect: "de" })).toContain("Sum;;1289,153333"));
