import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderIn, readDate } from "./dates";
import { delimiterOf } from "./delimiter";
import { encodingOf, utf8Check } from "./encoding";
import { decimalSignIn, decimalText, wholeNumber } from "./numbers";
import { Occurrences } from "./occurrences";
import { amountAndUnit, kindIn, stageIn, statusIn, unitIn } from "./words";
import { momentOf } from "./zone";

describe("encodings", () => {
  const text = "Datum;Kampagne\n01.03.2026;Frühling\n";
  const le = Buffer.from(text, "utf16le");
  const be = Buffer.from(le).swap16();
  test.each([
    ["UTF-8", Buffer.from(text), "utf-8"],
    ["UTF-8 with its mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]), "utf-8"],
    ["UTF-16 LE with its mark", Buffer.concat([Buffer.from([0xff, 0xfe]), le]), "utf-16le"],
    ["UTF-16 BE with its mark", Buffer.concat([Buffer.from([0xfe, 0xff]), be]), "utf-16be"],
    ["UTF-16 LE by its zero bytes", le, "utf-16le"],
    ["UTF-16 BE by its zero bytes", be, "utf-16be"],
    ["one byte", Buffer.from("a"), "utf-8"],
  ])("%s is recognised", (_name, bytes, encoding) => {
    expect(encodingOf(bytes)).toBe(encoding);
  });

  test("an umlaut cut in two by the pieces is still UTF-8; a Windows umlaut is not", () => {
    const bytes = Buffer.from("für");
    const check = utf8Check();
    expect([check.accepts(bytes.subarray(0, 2)), check.accepts(bytes.subarray(2)), check.ends()]).toEqual([
      true,
      true,
      true,
    ]);
    expect(utf8Check().accepts(Buffer.from([0x66, 0xfc, 0x72]))).toBe(false);
  });
});

test.each([
  ["a;b;c\n1,5;2;3\n", ";"],
  ["a,b,c\n1,2,3\n", ","],
  ["a\tb\n1\t2\n", "\t"],
  ['name,text\n"x; y; z","1;2;3"\n', ","],
  ["only one column\nvalue\n", ","],
])("%j is separated by %j", (text, delimiter) => {
  expect(delimiterOf(text)).toEqual({ delimiter, separatorLine: false });
});

test("Excel's sep= line names the delimiter", () => {
  expect(delimiterOf("\uFEFFsep=;\r\na;b\r\n")).toEqual({ delimiter: ";", separatorLine: true });
});

describe("numbers", () => {
  test.each([
    ["1,5", "point", "1.5"],
    ["1.5", "comma", "1.5"],
    ["1.234,50", "point", "1234.5"],
    ["1,234.50", "comma", "1234.5"],
    ["1.234.567", "point", "1234567"],
    ["1.234", "comma", "1234"],
    ["1.234", "point", "1.234"],
    ["0.123", "comma", "0.123"],
    ["1234.567", "comma", "1234.567"],
    ["1 234,5", "point", "1234.5"],
    ["1'234.5", "comma", "1234.5"],
    ["007", "point", "7"],
    ["0.0400000000", "point", "0.04"],
    ["-0,00", "comma", "0"],
    ["-3,5", "comma", "-3.5"],
    [",5", "comma", "0.5"],
  ] as const)("%s in a file with decimal %s is %s", (text, sign, expected) => {
    expect(decimalText(text, sign)).toBe(expected);
  });
  test.each(["1e5", "NaN", "", "-", "12-3", "1,2,3.4,5", "abc", "1..2", "∞"])("%j is no number", (text) => {
    expect(decimalText(text, "point")).toBeNull();
  });
  test("7.0 and 1.000 in a comma file are whole, 7.5 is not", () => {
    expect([wholeNumber("7.0", "point"), wholeNumber("1.000", "comma"), wholeNumber("7.5", "point")]).toEqual([
      7,
      1000,
      null,
    ]);
  });
  test("1.234 says nothing about the sign of a file, 1,5 and 0.25 € do", () => {
    expect([decimalSignIn("1.234"), decimalSignIn("1,5"), decimalSignIn("0.25 €"), decimalSignIn("12")]).toEqual([
      null,
      "comma",
      "point",
      null,
    ]);
  });
  test("any amount that Intl writes in German or English is read back to the last digit", () => {
    const amount = fc.tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(amount, fc.constantFrom("de-DE", "en-US", "de-CH"), ([whole, cents], locale) => {
        const exact = `${whole}.${String(cents).padStart(2, "0")}`;
        const shown = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(
          exact as Intl.StringNumericLiteral,
        );
        expect(Number(decimalText(shown, locale === "de-DE" ? "comma" : "point"))).toBe(Number(exact));
      }),
    );
  });
});

describe("dates", () => {
  const berlin = { zone: "Europe/Berlin", order: undefined };
  test.each([
    ["2026-03-29T01:30:00+01:00", "2026-03-29T00:30:00.000Z"],
    ["2026-03-28T23:28:05Z", "2026-03-28T23:28:05.000Z"],
    ["2026-03-28 23:28:05 UTC", "2026-03-28T23:28:05.000Z"],
    ["2026-07-01 14:05", "2026-07-01T12:05:00.000Z"],
    ["2026-07-01T14:05:06.789+0200", "2026-07-01T12:05:06.000Z"],
    ["2026-07-01", "2026-07-01T10:00:00.000Z"],
    ["31.12.2026 14:05", "2026-12-31T13:05:00.000Z"],
    ["1.7.26 8:00 Uhr", "2026-07-01T06:00:00.000Z"],
    ["12/31/2026 2:05 PM", "2026-12-31T13:05:00.000Z"],
    ["31/12/2026 12:00 AM", "2026-12-30T23:00:00.000Z"],
    ["07/07/2026 12:00", "2026-07-07T10:00:00.000Z"],
    ["31. Dezember 2026", "2026-12-31T11:00:00.000Z"],
    ["3. März 2026 10:00", "2026-03-03T09:00:00.000Z"],
    ["Dec 31, 2026 1:00 pm", "2026-12-31T12:00:00.000Z"],
    ["Thu, 31 Dec 2026 14:05:00 GMT", "2026-12-31T14:05:00.000Z"],
    ["1767225600", "2026-01-01T00:00:00.000Z"],
    ["1767225600000", "2026-01-01T00:00:00.000Z"],
  ])("%s is %s in Berlin", (text, at) => {
    expect(readDate(text, berlin)).toEqual({ at });
  });
  test("03/04/2026 is asked about, then read as the person says", () => {
    expect(readDate("03/04/2026 12:00", berlin)).toEqual({ problem: "AMBIGUOUS" });
    expect(readDate("03/04/2026 12:00", { ...berlin, order: "dmy" })).toEqual({ at: "2026-04-03T10:00:00.000Z" });
    expect(readDate("03/04/2026 12:00", { ...berlin, order: "mdy" })).toEqual({ at: "2026-03-04T11:00:00.000Z" });
    expect([orderIn("13/04/2026"), orderIn("04/13/2026"), orderIn("13.04.2026")].map(({ first }) => first)).toEqual([
      "dmy",
      "mdy",
      null,
    ]);
  });
  test.each(["heute", "31.02.2026", "2026-13-01", "25:00", "2026-01-01 24:61", "13/13/2026", "12", ""])(
    "%j is no date",
    (text) => {
      expect(readDate(text, berlin)).toEqual({ problem: "NOT_A_DATE" });
    },
  );
});

describe("daylight saving in Berlin", () => {
  const at = (month: number, day: number, hour: number, minute: number) =>
    new Date(momentOf({ year: 2026, month, day, hour, minute, second: 0 }, "Europe/Berlin")).toISOString();
  test("02:30 exists twice on 25 October: the earlier one is meant", () => {
    expect(at(10, 25, 2, 30)).toBe("2026-10-25T00:30:00.000Z");
    expect([at(10, 25, 1, 59), at(10, 25, 3, 0)]).toEqual(["2026-10-24T23:59:00.000Z", "2026-10-25T02:00:00.000Z"]);
  });
  test("02:30 does not exist on 29 March: it is 03:30 summer time", () => {
    expect(at(3, 29, 2, 30)).toBe("2026-03-29T01:30:00.000Z");
    expect([at(3, 29, 1, 59), at(3, 29, 3, 0)]).toEqual(["2026-03-29T00:59:00.000Z", "2026-03-29T01:00:00.000Z"]);
  });
  test("every other wall time is read back from the zone as it was written", () => {
    const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC");
    const instants = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 });
    fc.assert(
      fc.property(zones, instants, (zone, minutes) => {
        const wall = new Date(minutes * 60_000);
        const time = {
          year: wall.getUTCFullYear(),
          month: wall.getUTCMonth() + 1,
          day: wall.getUTCDate(),
          hour: wall.getUTCHours(),
          minute: wall.getUTCMinutes(),
          second: 0,
        };
        const shown = new Intl.DateTimeFormat("sv-SE", {
          timeZone: zone,
          dateStyle: "short",
          timeStyle: "short",
        }).format(momentOf(time, zone));
        const written = wall.toISOString().slice(0, 16).replace("T", " ");
        // Only the hour that spring leaves out may come back later.
        expect(shown === written || shown > written).toBe(true);
        expect(Date.parse(`${shown}Z`) - wall.getTime()).toBeLessThanOrEqual(60 * 60_000);
      }),
    );
  });
});

test("words of both languages for kinds, stages and states", () => {
  expect(["Generierung", "txt2img", "Upscaling", "Nachbearbeitung", "LoRA", "Unfug"].map(kindIn)).toEqual([
    "generation",
    "generation",
    "upscale",
    "postprocess",
    "training",
    undefined,
  ]);
  expect(["Entwurf", "Final", "Reinzeichnung"].map(stageIn)).toEqual(["draft", "final", "final"]);
  expect(["COMPLETE", "Fehlgeschlagen", "unbekannt"].map(statusIn)).toEqual(["succeeded", "failed", "unknown"]);
});

test.each([
  ["1,50 €", { amount: "1,50", unit: "EUR" }],
  ["$0.04", { amount: "0.04", unit: "USD" }],
  ["24 Credits", { amount: "24", unit: "CREDITS" }],
  ["24", { amount: "24", unit: undefined }],
  ["12 Äpfel", { amount: "12 Äpfel", unit: undefined }],
])("%s is %j", (text, expected) => {
  expect(amountAndUnit(text)).toEqual(expected);
  expect(unitIn("GPU-Minuten")).toBe("GPU_MINUTES");
});

test("occurrences count like a Map, however many rows there are", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(3)), { maxLength: 400 }), (rows) => {
      const counted = new Map<string, number>();
      const seen = new Occurrences();
      for (const [low, high] of rows) {
        const key = `${high} ${low}`;
        counted.set(key, (counted.get(key) ?? 0) + 1);
        expect(seen.next(high, low)).toBe(counted.get(key));
      }
    }),
  );
  const many = new Occurrences();
  for (let index = 0; index < 100_000; index += 1) many.next(index % 7, Math.imul(index, 2_654_435_761) >>> 0);
  expect(many.next(0, 0)).toBe(2);
});
