import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { logBatch } from "@/lib/jobs/service/log";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { aCatalogue, anOrganization } from "@/lib/testing/make";
import { APPROVED_FROM, jobsFrom, modelOf } from "./rated-pictures.mjs";

const HOW = { currency: "EUR", occurredAt: "2026-03-02T10:00:00+01:00", provider: "leonardo" };

/** What the API would be sent, booked, and the figures per model. */
async function imported(csv: string, prices: Record<string, string>) {
  const actor = await anOrganization();
  await aCatalogue(actor);
  const { jobs, skipped } = jobsFrom(csv, { ...HOW, prices });
  for (let from = 0; from < jobs.length; from += 1_000) {
    const batch = { jobs: jobs.slice(from, from + 1_000) };
    expect((await logBatch(actor, batch)).rejected).toEqual([]);
    // The same file again: each job is known by its external id.
    expect(await logBatch(actor, batch)).toMatchObject({ accepted: 0, replayed: batch.jobs.length });
  }
  const { groups } = await kpis(actor, kpiQuery.parse({ from: "2026-03-01", to: "2026-03-31", groupBy: "model" }));
  return { skipped, rows: new Map(groups.map(({ key, ...row }) => [key.model, row])) };
}

test("six rated pictures of three models: 0.05 × 3 ÷ 2, 0.01 × 2 ÷ 1, and nothing approved", async () => {
  const csv = readFileSync(join(import.meta.dirname, "rated-pictures.csv"), "utf8");
  const { rows, skipped } = await imported(csv, { alpha: "0.05", "b1.5": "0.01", gamma: "0.1" });
  expect(skipped).toEqual([]);
  const cpai = (model: string) => rows.get(model)?.costPerApprovedImage;
  expect([cpai("alpha"), cpai("b1.5"), cpai("gamma")]).toEqual(["0.075", "0.02", null]);
  // 2.999999999 is not 3.
  expect(rows.get("alpha")).toMatchObject({ images: 3, approved: 2, rejected: 1 });
  expect(rows.get("gamma")?.nullReasons).toMatchObject({ costPerApprovedImage: "NO_APPROVAL_YET" });
});

test("a line without a price or a quality is left out and said", () => {
  const csv = "name,prompt,mos_quality\nalpha_1.jpg,x,4\nbeta_1.jpg,x,4\nalpha_2.jpg,x,\n";
  const { jobs, skipped } = jobsFrom(csv, { ...HOW, prices: { alpha: "1" } });
  expect(jobs).toHaveLength(1);
  expect(skipped).toEqual(["Line 3 (beta_1.jpg): no price for beta", "Line 4 (alpha_2.jpg): no quality"]);
});

const REAL = join(import.meta.dirname, "../../../shared/data/agiqa-3k/data.csv");

/** In units of 10⁻¹⁸ and integers only: price × pictures ÷ approved, half-up to 12 places. */
function independently(csv: string, prices: Record<string, string>): Map<string, string | null> {
  const units = (text: string) => {
    const [whole = "0", part = ""] = text.split(".");
    return BigInt(whole + part.padEnd(18, "0"));
  };
  const counts = new Map<string, { all: number; approved: number }>();
  for (const line of csv.trim().split(/\r?\n/).slice(1)) {
    const model = modelOf(line);
    const quality = Number(line.split(",").at(-4));
    const { all, approved } = counts.get(model) ?? { all: 0, approved: 0 };
    counts.set(model, { all: all + 1, approved: approved + (quality >= APPROVED_FROM ? 1 : 0) });
  }
  return new Map(
    [...counts].map(([model, { all, approved }]) => {
      if (approved === 0) return [model, null];
      const spend = units(prices[model] ?? "0") * BigInt(all);
      const step = 10n ** 6n * BigInt(approved);
      const rounded = (2n * spend + step) / (2n * step);
      const digits = rounded.toString().padStart(13, "0");
      return [model, `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, "")];
    }),
  );
}

test.skipIf(!existsSync(REAL))(
  "2,982 rated pictures of six models: CPAI equals an independent calculation to the last digit",
  async () => {
    const csv = readFileSync(REAL, "utf8");
    const prices = {
      AttnGAN: "0.0007",
      DALLE2: "0.02",
      glide: "0.0013",
      midjourney: "0.0425",
      "sd1.5": "0.002",
      "xl2.2": "0.0061",
    };
    const { rows, skipped } = await imported(csv, prices);
    expect(skipped).toEqual([]);
    expect([...rows.values()].reduce((sum, { images = 0 }) => sum + images, 0)).toBe(2_982);
    const cpai = new Map([...rows].map(([model, row]) => [model, row.costPerApprovedImage]));
    const wanted = independently(csv, prices);
    expect(Object.fromEntries(cpai)).toEqual(Object.fromEntries(wanted));
    expect([...wanted.values()].filter(Boolean).length).toBeGreaterThan(3);
  },
  120_000,
);
