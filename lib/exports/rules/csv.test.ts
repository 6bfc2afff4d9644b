import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine, decimal, noteLine } from "./csv";

describe("a cell", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+49", "'+49"],
    ["-2", "'-2"],
    ["@import", "'@import"],
    ["\tx", "'\tx"],
    ["hero-01", "hero-01"],
    ['say "hi", please', '"say ""hi"", please"'],
    ["a;b", '"a;b"'],
    ["two\nlines", '"two\nlines"'],
  ])("text %j is written %j", (text, written) => {
    expect(csvLine([text], "en")).toBe(`${written}\r\n`);
  });

  test("1234.5 is 1234.5 in English and 1234,5 in German, without quotes: the separator is another", () => {
    expect(csvLine([decimal("1234.5"), 7, true, null], "en")).toBe("1234.5,7,true,\r\n");
    expect(csvLine([decimal("1234.5"), 7, true, null], "de")).toBe("1234,5;7;true;\r\n");
  });

  test("a negative number of ours is a number, above the table too", () => {
    expect(csvLine([decimal("-0.5"), -2], "en")).toBe("-0.5,-2\r\n");
    expect(noteLine("booked later", decimal("-1.25"), "de")).toBe("# booked later;-1,25\r\n");
    expect(noteLine("filters", "-1.25", "en")).toBe("# filters,'-1.25\r\n");
  });
});

test("what is written is read back, whatever the text, with formulas disarmed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 5 }),
      fc.constantFrom("en" as const, "de" as const),
      (texts, dialect) => {
        const delimiter = dialect === "de" ? ";" : ",";
        const rows = parse(csvLine(["id", ...texts], dialect), { delimiter, record_delimiter: "\r\n" });
        const disarmed = texts.map((text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text));
        expect(rows).toEqual([["id", ...disarmed]]);
      },
    ),
  );
});
