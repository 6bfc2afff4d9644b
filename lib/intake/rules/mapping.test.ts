import { describe, expect, test } from "vitest";
import type { Analysis, Column, Decisions, Mapping } from "../schema";
import { ColumnFacts } from "./columns";
import { guessMapping, uniqueHeaders, unitInHeader } from "./headers";
import { readJobRow } from "./job-row";
import { guessDecisions, type KnownCodes, questionsOf } from "./questions";
import { readReviewRow } from "./review-row";
import { cellReader, type Plan, rowText } from "./row";

const columnsOf = (...names: string[]) => names.map((name) => ({ name, filled: 1, counting: false }));

describe("which column is which", () => {
  test("German headers", () => {
    const guessed = guessMapping(
      "jobs",
      columnsOf(
        "Datum",
        "Uhrzeit",
        "Anbieter",
        "Modell",
        "Kampagne",
        "Markt",
        "Kanal",
        "Art",
        "Stufe",
        "Bilder",
        "Kosten",
        "Währung",
        "Freigegeben",
        "Abgelehnt",
        "Motiv",
      ),
    );
    expect(guessed).toEqual({
      occurredAt: "Datum",
      timeOfDay: "Uhrzeit",
      provider: "Anbieter",
      model: "Modell",
      campaign: "Kampagne",
      market: "Markt",
      channel: "Kanal",
      kind: "Art",
      stage: "Stufe",
      imagesRequested: "Bilder",
      cost: "Kosten",
      costUnit: "Währung",
      approved: "Freigegeben",
      rejected: "Abgelehnt",
      motif: "Motiv",
    });
  });
  test("the export of a generator: ids of another system and row numbers are no fields", () => {
    const columns = [
      { name: "row", filled: 9, counting: true },
      ...columnsOf(
        "channel_id",
        "prompt",
        "seed",
        "width",
        "height",
        "steps",
        "cfg_scale",
        "num_images",
        "image_index",
        "is_grid",
        "created_at",
      ),
    ];
    expect(guessMapping("jobs", columns)).toEqual({
      prompt: "prompt",
      seed: "seed",
      width: "width",
      height: "height",
      steps: "steps",
      guidance: "cfg_scale",
      imagesRequested: "num_images",
      occurredAt: "created_at",
    });
  });
  test("the log of a local generator: file name and model hash stay out", () => {
    const guessed = guessMapping(
      "jobs",
      columnsOf(
        "prompt",
        "seed",
        "width",
        "height",
        "sampler",
        "cfgs",
        "steps",
        "filename",
        "negative_prompt",
        "sd_model_name",
        "sd_model_hash",
      ),
    );
    expect(guessed).toMatchObject({
      sampler: "sampler",
      guidance: "cfgs",
      negativePrompt: "negative_prompt",
      model: "sd_model_name",
    });
    expect(Object.values(guessed)).not.toContain("filename");
    expect(Object.values(guessed)).not.toContain("sd_model_hash");
  });
  test("an id that counts 1, 2, 3 is a row number; a real one is an id", () => {
    expect(guessMapping("jobs", [{ name: "id", filled: 3, counting: true }])).toEqual({});
    expect(guessMapping("jobs", columnsOf("id"))).toEqual({ externalId: "id" });
  });
  test("money before credits, units in brackets are no hindrance, tags are kept", () => {
    expect(guessMapping("jobs", columnsOf("Credits", "Kosten (EUR)", "tag.artist"))).toEqual({
      cost: "Kosten (EUR)",
      "tag.artist": "tag.artist",
    });
  });
  test("the unit of a cost column", () => {
    expect(
      ["Kosten (USD)", "cost_usd", "Credits", "Kosten", "amount", "Preis in €"].map((name) =>
        unitInHeader(name, "CHF"),
      ),
    ).toEqual(["USD", "USD", "CREDITS", "CHF", undefined, "EUR"]);
  });
  test("empty and doubled headers get names of their own", () => {
    expect(uniqueHeaders(["Bild", "", "Bild"])).toEqual(["Bild", "Column 2", "Bild (2)"]);
  });
});

const NONE: KnownCodes = {
  campaign: [],
  market: [],
  channel: [],
  provider: [],
  wallet: [],
  costCenter: [],
  kind: [],
  stage: [],
  status: [],
};

function columnWith(name: string, cells: readonly string[]): Column {
  const facts = new ColumnFacts(name);
  for (const cell of cells) facts.add(cell);
  return facts.facts();
}

function analysisOf(columns: Record<string, readonly string[]>, delimiter = ";"): Analysis {
  const rows = Math.max(...Object.values(columns).map((cells) => cells.length));
  return {
    ...{ encoding: "utf-8", delimiter, separatorLine: false, headerHash: "", rows, firstRows: [], remembered: false },
    columns: Object.entries(columns).map(([name, cells]) => columnWith(name, cells)),
  };
}

describe("what a person is asked", () => {
  const known: KnownCodes = {
    ...NONE,
    market: [{ code: "DE", name: "Deutschland" }],
    campaign: [{ code: "SPRING26", name: "Spring" }],
  };
  const analysis = analysisOf({
    when: ["03/04/2026", ""],
    markt: ["Deutschland", "ATT"],
    camp: ["SPRNG26", "spring26"],
    Kosten: ["1.234", "2"],
  });
  const mapping: Mapping = { occurredAt: "when", market: "markt", campaign: "camp", cost: "Kosten" };
  const asked = (decisions: Decisions) =>
    questionsOf({ kind: "jobs", analysis, mapping, decisions, known, may: { lists: true } });

  test("gaps with the rows they concern, unknown words with near matches, dates that can be read in two ways", () => {
    const { gaps, codes, dateOrder, open } = asked({});
    expect(gaps.filter(({ required }) => required)).toEqual([
      { field: "occurredAt", rows: 1, required: true, decided: false },
      { field: "provider", rows: 2, required: true, decided: false },
      { field: "kind", rows: 2, required: true, decided: false },
      { field: "stage", rows: 2, required: true, decided: false },
      { field: "costUnit", rows: 2, required: true, decided: false },
    ]);
    expect(codes.map(({ value, near }) => ({ value, near }))).toEqual([
      { value: "SPRNG26", near: ["SPRING26"] },
      { value: "Deutschland", near: ["DE"] },
      { value: "ATT", near: ["DE"].slice(1) },
    ]);
    expect(dateOrder).toMatchObject({ column: "when", rows: 1 });
    expect(open).toBe(9);
  });
  test("the name of a code and the currency of a cost are not asked", () => {
    const guessed = guessDecisions({ kind: "jobs", analysis, mapping, known }, { currency: "EUR", locale: "de" });
    expect(guessed).toEqual({
      decimal: "comma",
      fallback: { kind: "generation", costUnit: "EUR" },
      codes: { market: { Deutschland: { do: "map", to: "DE" } } },
    });
  });
  test("a column of 1, 2, 3 counts; one with more than 1,000 words is not asked word by word", () => {
    expect(columnWith("n", ["1", "2", "3"]).counting).toBe(true);
    expect(columnWith("n", ["1", "2", "4"]).counting).toBe(false);
    expect(
      columnWith(
        "c",
        Array.from({ length: 1001 }, (_, index) => `C${index}`),
      ).values,
    ).toBeNull();
  });
});

describe("a row becomes a job", () => {
  const plan: Plan = {
    zone: "Europe/Berlin",
    decimal: "comma",
    dateOrder: undefined,
    fallbackAt: undefined,
    fallback: { provider: "own-gpu", kind: "generation", stage: "draft", costUnit: "EUR" },
    codes: {},
  };
  const at = { occurredAt: "2026-03-01T10:00:00Z" };
  const read = (cells: Record<string, string>, over: Partial<Plan> = {}) =>
    readJobRow({ ...at, ...cells }, { ...plan, ...over });

  test("amounts, sizes, approvals and tags as people write them", () => {
    expect(
      read({
        cost: "1.234,50",
        size: "1024 x 768 px",
        imagesRequested: "4",
        approved: "ja",
        seed: "42.0",
        "tag.artist": "mk",
        modules: "a; b",
      }),
    ).toEqual({
      input: {
        occurredAt: "2026-03-01T10:00:00.000Z",
        provider: "own-gpu",
        kind: "generation",
        stage: "draft",
        imagesRequested: 4,
        cost: { amount: "1234.5", unit: "EUR" },
        width: 1024,
        height: 768,
        seed: "42",
        reviewed: { approved: 4 },
        modules: ["a", "b"],
        tags: { artist: "mk" },
      },
    });
  });
  test.each([
    [{ cost: "-1,50" }, "cost", "NEGATIVE_AMOUNT"],
    [{ cost: "1e400" }, "cost", "NOT_A_NUMBER"],
    [{ cost: "NaN" }, "cost", "NOT_A_NUMBER"],
    [{ cost: "1,1234567" }, "cost", "INVALID_FORMAT"],
    [{ cost: "1", costUnit: "Äpfel" }, "costUnit", "UNKNOWN_VALUE"],
    [{ occurredAt: "heute" }, "occurredAt", "NOT_A_DATE"],
    [{ kind: "Unfug" }, "kind", "UNKNOWN_VALUE"],
    [{ imagesRequested: "4,5" }, "imagesRequested", "NOT_A_WHOLE_NUMBER"],
    [{ imagesRequested: "-1" }, "imagesRequested", "TOO_SMALL"],
    [{ prompt: "a\u0000b" }, "prompt", "INVALID_CHARACTER"],
    [{ size: "groß" }, "size", "NOT_A_SIZE"],
    [{ decision: "vielleicht" }, "decision", "UNKNOWN_VALUE"],
  ])("%j is refused: %s %s", (cells, path, code) => {
    expect(read(cells as Record<string, string>)).toMatchObject({ errors: [{ path, code }] });
  });
  test("what neither row nor file says is named, all of it at once", () => {
    const result = readJobRow({ cost: "5" }, { ...plan, fallback: {} });
    expect("errors" in result && result.errors.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      "costUnit REQUIRED",
      "kind REQUIRED",
      "occurredAt REQUIRED",
      "provider REQUIRED",
    ]);
  });
  test("decisions about codes: mapped, left out, as they stand", () => {
    const codes = {
      campaign: new Map<string, string | null>([
        ["sprng", "SPRING26"],
        ["nix", null],
      ]),
    };
    const campaignOf = (campaign: string) => {
      const result = read({ campaign }, { codes });
      return "input" in result ? result.input.campaign : result;
    };
    expect(["SPRNG", "nix", "OTHER"].map(campaignOf)).toEqual(["SPRING26", undefined, "OTHER"]);
  });
});

test("a row of decisions: one word for one picture, or counts", () => {
  const plan: Plan = {
    zone: "UTC",
    decimal: "point",
    dateOrder: undefined,
    fallbackAt: undefined,
    fallback: {},
    codes: {},
  };
  expect(readReviewRow({ jobExternalId: "g1", index: "2", decision: "Freigegeben" }, plan)).toMatchObject({
    input: { externalId: "g1", index: 2, decision: "approved" },
  });
  expect(readReviewRow({ jobExternalId: "g1", approved: "2", rejected: "1" }, plan)).toMatchObject({
    input: { counts: { approved: 2, rejected: 1 } },
  });
  expect(readReviewRow({ jobExternalId: "g1", decision: "offen" }, plan)).toMatchObject({
    errors: [{ code: "NOTHING_DECIDED" }],
  });
  expect(readReviewRow({ decision: "ja" }, plan)).toMatchObject({ errors: [{ path: "jobExternalId" }] });
});

test("a row is itself in any order of columns, and our own escape of formulas is taken off", () => {
  const one = cellReader(["a", "b"], { prompt: "a", seed: "b" });
  const other = cellReader(["b", "x", "a"], { seed: "b", prompt: "a" });
  expect(rowText("jobs", one([" '=1+1 ", "7"]))).toBe(rowText("jobs", other(["7", "ignored", "=1+1"])));
  expect(rowText("jobs", one(["a", ""]))).not.toBe(rowText("jobs", one(["", "a"])));
});
