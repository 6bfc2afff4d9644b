import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { db } from "@/lib/server/db";
import { freshSums, marksOf } from "@/lib/testing/fresh-sums";
import { independentKpis } from "@/lib/testing/independent-kpis";
import { aMember, anOrganization } from "@/lib/testing/make";
import { type Seeded, seeded } from "@/lib/testing/random";
import { aRawJob, aWorld, insertRandomJobs, insertRows, type World } from "@/lib/testing/raw-jobs";
import { type KpiAnswer, type KpiPartialRow, type KpiQuery, kpiAnswer, kpiQuery } from "./schema";
import { kpis } from "./service";

const NOW = new Date("2026-12-24T12:00:00Z");
const ask = (actor: Actor, params: Record<string, string | string[]>) => kpis(actor, kpiQuery.parse(params), NOW);

const ADDITIVE = [
  "spend",
  "estimatedSpend",
  "jobs",
  "attempts",
  "failedAttempts",
  "failedJobs",
  "unpricedJobs",
  "estimatedJobs",
  "images",
  "variations",
  "decided",
  "approved",
  "approvedWithChanges",
  "rejected",
  "superseded",
  "useful",
  "open",
  "unassignedSpend",
] as const;

const MICRO = 1_000_000n;
function micro(value: string | number | undefined): bigint {
  const [before = "0", after = ""] = String(value ?? 0).split(".");
  return BigInt(before) * MICRO + BigInt(after.padEnd(6, "0"));
}

/** Σ over rows of each additive field, the parts of waste and the credits of each provider; test amounts have 6 places. */
function added(rows: readonly KpiPartialRow[]) {
  const sum = (read: (row: KpiPartialRow) => string | number | undefined) =>
    rows.reduce((total, row) => total + micro(read(row)), 0n);
  const parts = ["failed", "duplicate", "dropped", "rejected", "superseded", "total"] as const;
  const providers = [...new Set(rows.flatMap((row) => Object.keys(row.creditsByProvider ?? {})))].sort();
  return {
    ...Object.fromEntries(ADDITIVE.map((field) => [field, sum((row) => row[field])])),
    ...Object.fromEntries(parts.map((part) => [`waste.${part}`, sum((row) => row.waste?.[part])])),
    ...Object.fromEntries(providers.map((code) => [`credits.${code}`, sum((row) => row.creditsByProvider?.[code])])),
  };
}

const DIMENSIONS = [
  "costCenter",
  "campaign",
  "market",
  "channel",
  "provider",
  "wallet",
  "model",
  "kind",
  "stage",
  "motif",
  "assetType",
  "createdBy",
  "source",
  "tag.artist",
] as const;

type Place = { actor: Actor; world: World; from: string; to: string };

/** Zones with every kind of clock change, and jobs crowded around the midnights and changes of two weeks. */
const ZONES = [
  { timeZone: "Europe/Berlin", from: "2026-03-25", to: "2026-04-02", weekStart: 1 },
  { timeZone: "Europe/Berlin", from: "2026-10-20", to: "2026-11-03", weekStart: 1 },
  { timeZone: "America/St_Johns", from: "2026-10-28", to: "2026-11-05", weekStart: 0 },
  { timeZone: "Australia/Lord_Howe", from: "2026-04-01", to: "2026-04-09", weekStart: 6 },
  // The clock goes back from one o'clock to midnight: this day has two midnights.
  { timeZone: "Atlantic/Azores", from: "2026-10-20", to: "2026-10-30", weekStart: 1 },
] as const;

async function aPlace(zone: (typeof ZONES)[number], random: Seeded): Promise<Place> {
  const { timeZone, from, to, weekStart } = zone;
  const actor = await anOrganization({ timeZone, weekStart });
  const world = await aWorld(actor);
  const first = Date.parse(from) - 3 * 86_400_000;
  const last = Date.parse(to) + 4 * 86_400_000;
  const edges = Array.from({ length: Math.round((last - first) / 3_600_000) }, (_, hour) =>
    new Date(first + hour * 3_600_000).toISOString(),
  );
  const changes = edges.filter((_, at) => at % 24 < 3);
  await insertRandomJobs(world, random, {
    count: 400,
    from: new Date(first).toISOString(),
    to: new Date(last).toISOString(),
    edges: changes,
  });
  await mixSums(actor, random);
  return { actor, world, from, to };
}

/** Sums of all days, and then a change on some of them: answers come from months, days and jobs together. */
async function mixSums(actor: Actor, random: Seeded): Promise<void> {
  const { id } = actor.organization;
  await freshSums(id);
  const jobs = await db().$queryRaw<
    { id: string }[]
  >`SELECT id::text FROM job WHERE organization_id = ${id}::uuid ORDER BY id`;
  const touched = random.some(jobs, 0.01).map((job) => job.id);
  await db()
    .$executeRaw`UPDATE job SET revision = revision + 1 WHERE organization_id = ${id}::uuid AND id = ANY(${touched}::uuid[])`;
  expect(await marksOf(id)).toBeGreaterThan(0);
}

const places: Place[] = [];
beforeAll(async () => {
  for (const [at, zone] of ZONES.entries()) places.push(await aPlace(zone, seeded(100 + at)));
}, 120_000);

describe.each(ZONES.map((zone, at) => ({ ...zone, at })))("$timeZone, $from to $to", ({ at }) => {
  const place = () => {
    const found = places[at];
    if (!found) throw new Error("No place");
    return found;
  };

  test.each(DIMENSIONS)("Σ groups = total and Σ series = total, by %s", async (groupBy) => {
    const { actor, from, to } = place();
    for (const approvals of ["cohort", "period"])
      for (const interval of ["day", "week", "month"]) {
        const answer = await ask(actor, { from, to, groupBy, interval, approvals, training: "true" });
        expect(answer.total.jobs).toBeGreaterThan(100);
        expect(added(answer.groups)).toEqual(added([answer.total]));
        expect(added(answer.series)).toEqual(added([answer.total]));
      }
  });

  test("thirty random questions get the answer of an independent calculation, to the last digit", async () => {
    const random = seeded(7 + at);
    for (let round = 0; round < 30; round += 1) {
      const question = await aQuestion(place(), random);
      const answer = await kpis(place().actor, question, NOW);
      expect(kpiAnswer.parse(answer)).toEqual(answer);
      expect({ question, ...figures(answer) }).toEqual({
        question,
        ...(await independentKpis(place().actor, { ...question, filter: { ...question.filter } as Filter })),
      });
    }
  }, 120_000);

  test("every grouping gets the answer of an independent calculation", async () => {
    const { actor, from, to } = place();
    for (const groupBy of DIMENSIONS) {
      const question = kpiQuery.parse({ from, to, groupBy, interval: "day" });
      const answer = await kpis(actor, question, NOW);
      const expected = await independentKpis(actor, { ...question, filter: {} });
      expect({ groupBy, ...figures(answer) }).toEqual({ groupBy, ...expected });
    }
  }, 120_000);
});

type Filter = Record<string, readonly string[]>;

function figures({ total, groups, series }: KpiAnswer) {
  return {
    total,
    groups: groups.map(({ name: _, ...row }) => row),
    series: series.map(({ partial: _, ...row }) => row),
  };
}

/** Any parameters, with filters on values that occur. */
async function aQuestion({ actor, from, to }: Place, random: Seeded): Promise<KpiQuery> {
  const filter: Record<string, string[]> = {};
  for (const dimension of random.some(DIMENSIONS, 0.12)) {
    const { groups } = await ask(actor, { from, to, groupBy: dimension, training: "true" });
    const codes = random.some(
      groups.map(({ key }) => key[dimension] ?? ""),
      0.6,
    );
    if (codes.length > 0) filter[dimension] = codes;
  }
  const groupBy = random.some(DIMENSIONS, 0.1).slice(0, 2).join(",");
  return kpiQuery.parse({
    from,
    to,
    ...filter,
    ...(groupBy ? { groupBy } : {}),
    ...(groupBy && random.chance(0.4) ? { top: String(1 + random.below(3)) } : {}),
    ...(random.chance(0.6) ? { interval: random.pick(["day", "week", "month"]) } : {}),
    view: random.pick(["credit", "full"]),
    training: random.pick(["true", "false"]),
    approvals: random.pick(["cohort", "period"]),
  });
}

const somewhere = () => {
  const [first] = places;
  if (!first) throw new Error("No place");
  return first;
};

test("waste.total + useful + open = spend, for every grouping", async () => {
  const { actor, from, to } = somewhere();
  for (const groupBy of DIMENSIONS) {
    const { groups } = await ask(actor, { from, to, groupBy });
    for (const row of groups)
      expect(micro(row.waste?.total) + micro(row.useful) + micro(row.open)).toBe(micro(row.spend));
  }
});

test("a member limited to a cost centre gets the figures of it and what was merged into it, and is told so", async () => {
  const { actor, world, from, to } = somewhere();
  const limited = await aMember(actor, "controller", { costCenterIds: [world.ids["cost_center:BRAND-A"] ?? ""] });
  const theirs = await ask(limited, { from, to, groupBy: "costCenter" });
  const all = await ask(actor, { from, to, costCenter: "BRAND-A" });
  expect(theirs.limitedTo).toEqual(["BRAND-A"]);
  expect(theirs.total).toEqual(all.total);
  expect(theirs.groups.map(({ key }) => key)).toEqual([{ costCenter: "BRAND-A" }]);
  expect(all.limitedTo).toBeNull();
  await expect(ask(limited, { from, to, costCenter: "BRAND-B" })).rejects.toThrow(AppError);
  const random = seeded(11);
  for (let round = 0; round < 5; round += 1) {
    const question = await aQuestion({ ...somewhere(), actor: limited }, random);
    const expected = await independentKpis(limited, { ...question, filter: { ...question.filter } as Filter });
    expect(figures(await kpis(limited, question, NOW))).toEqual(expected);
  }
});

test("a member limited to no cost centre sees nothing", async () => {
  const { actor, from, to } = somewhere();
  const limited = await aMember(actor, "viewer", { costCenterIds: [] });
  const answer = await ask(limited, { from, to, groupBy: "campaign" });
  expect(answer).toMatchObject({ limitedTo: [], groups: [], total: { jobs: 0, spend: "0" } });
});

test("jobs of another organization are never counted, even with the same codes", async () => {
  const stranger = await anOrganization();
  await aWorld(stranger);
  const { from, to } = somewhere();
  const answer = await ask(stranger, { from, to, groupBy: "campaign,model", interval: "day" });
  expect(answer.total.jobs).toBe(0);
  expect(answer.groups).toEqual([]);
});

test("a merge moves a group's figures to its target, and undoing it moves them back", async () => {
  const actor = await anOrganization();
  const world = await aWorld(actor);
  const random = seeded(3);
  await insertRandomJobs(world, random, { count: 120, from: "2026-05-01", to: "2026-05-31", edges: [] });
  const read = () => ask(actor, { from: "2026-05-01", to: "2026-05-31", groupBy: "campaign" });
  const before = await read();
  const summer = world.ids["campaign:SUMMER"] ?? "";
  const spring = world.ids["campaign:SPRING"] ?? "";
  await db()
    .$executeRaw`UPDATE campaign SET merged_into_id = ${spring}::uuid, effective_id = ${spring}::uuid WHERE id = ${summer}::uuid`;
  const merged = await read();
  const of = (answer: KpiAnswer, code: string) => answer.groups.find(({ key }) => key.campaign === code);
  expect(of(merged, "SUMMER")).toBeUndefined();
  const both = [of(before, "SUMMER") ?? {}, of(before, "SPRING") ?? {}];
  expect(added([of(merged, "SPRING") ?? {}])).toEqual(added(both));
  expect(merged.total.campaigns).toBe(before.total.campaigns - 1);
  expect(merged.total.spend).toBe(before.total.spend);
  const byAlias = await ask(actor, { from: "2026-05-01", to: "2026-05-31", campaign: "summer" });
  expect(byAlias.total.spend).toBe(of(merged, "SPRING")?.spend);
  await db().$executeRaw`UPDATE campaign SET merged_into_id = NULL, effective_id = id WHERE id = ${summer}::uuid`;
  expect({ ...(await read()), asOf: "" }).toEqual({ ...before, asOf: "" });
});

test("every interval of the range is there, with nothing in it where nothing happened; cut ones say so", async () => {
  const actor = await anOrganization({ weekStart: 1 });
  const months = await ask(actor, { from: "2026-01-15", to: "2026-03-31", interval: "month" });
  expect(months.series.map(({ start, partial, jobs }) => ({ start, partial, jobs }))).toEqual([
    { start: "2026-01-01", partial: true, jobs: 0 },
    { start: "2026-02-01", partial: false, jobs: 0 },
    { start: "2026-03-01", partial: false, jobs: 0 },
  ]);
  const weeks = await ask(actor, { from: "2026-12-14", to: "2026-12-27", interval: "week" });
  expect(weeks.series.map(({ start, partial }) => ({ start, partial }))).toEqual([
    { start: "2026-12-14", partial: false },
    { start: "2026-12-21", partial: true },
  ]);
  const sunday = await anOrganization({ weekStart: 0 });
  const { series } = await ask(sunday, { from: "2026-12-14", to: "2026-12-14", interval: "week" });
  expect(series.map(({ start }) => start)).toEqual(["2026-12-13"]);
});

test("data is complete until yesterday, or until the day before the first unpriced or unknown job of the range", async () => {
  const actor = await anOrganization();
  const world = await aWorld(actor);
  const range = { from: "2026-12-01", to: "2026-12-31" };
  expect((await ask(actor, range)).completeUntil).toBe("2026-12-23");
  const priced = { unpriced_reason: null, status: "succeeded", kind: "generation", stage: "draft", voided_at: null };
  const rows = [
    aRawJob(world, seeded(1), "2026-12-02T10:00:00Z", {
      ...priced,
      cost: "0",
      ...noMoney,
      campaign_id: world.ids["campaign:SPRING"],
    }),
    // 23:30 UTC on the 9th is the 10th in Berlin.
    aRawJob(world, seeded(1), "2026-12-09T23:30:00Z", {
      ...priced,
      cost: null,
      unpriced_reason: "NO_PRICE",
      ...noMoney,
      campaign_id: world.ids["campaign:SUMMER"],
    }),
  ];
  await insertRows(
    "job",
    rows.map(({ job }) => job),
  );
  expect((await ask(actor, range)).completeUntil).toBe("2026-12-09");
  expect((await ask(actor, { ...range, campaign: "SPRING" })).completeUntil).toBe("2026-12-23");
});

const noMoney = {
  known_cost: "0",
  estimated_cost: "0",
  cost_failed: "0",
  cost_duplicate: "0",
  cost_dropped: "0",
  cost_rejected: "0",
  cost_superseded: "0",
  cost_useful: "0",
  cost_open: "0",
};

test("a filter on an unknown code is an error with near matches, never a silent zero", async () => {
  const { actor, from, to } = somewhere();
  const refused = async (params: Record<string, string>) => {
    const error = await ask(actor, { from, to, ...params }).catch((caught: unknown) => caught);
    return error instanceof AppError ? error.errors : error;
  };
  expect(await refused({ campaign: "SPRNG" })).toEqual([
    { path: "campaign", code: "UNKNOWN_CODE", message: 'There is no campaign "SPRNG"', near: ["SPRING"] },
  ]);
  expect(await refused({ model: "Phenix" })).toMatchObject([
    { path: "model", code: "UNKNOWN_CODE", near: ["Phoenix"] },
  ]);
  expect(await refused({ "tag.artist": "mkk" })).toMatchObject([{ path: "tag.artist", near: ["mk"] }]);
  expect(await refused({ kind: "generaton" })).toMatchObject([{ path: "kind", near: ["generation"] }]);
  expect(await refused({ stage: "finl" })).toMatchObject([{ near: ["final"] }]);
  expect(await refused({ source: "unprized" })).toMatchObject([{ near: ["unpriced"] }]);
  expect(await refused({ motif: "SPRING/hero-02" })).toMatchObject([{ near: ["SPRING/hero-01"] }]);
  expect(await refused({ assetType: "heroo" })).toMatchObject([{ near: ["hero"] }]);
  expect(await refused({ provider: "leonard", wallet: "openai-ap" })).toMatchObject([
    { path: "provider", near: ["leonardo"] },
    { path: "wallet", near: ["openai-api"] },
  ]);
  expect(await refused({ createdBy: "member:nobody" })).toMatchObject([{ path: "createdBy", code: "UNKNOWN_CODE" }]);
});

test("groups × intervals beyond 5,000 rows are refused with a hint, and the hint works", async () => {
  const { actor } = somewhere();
  const range = { from: "2020-01-01", to: "2026-12-31", groupBy: "channel,market" };
  const error = await ask(actor, { ...range, interval: "day" }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "invalid_input", errors: [{ path: "groupBy", code: "TOO_MANY_ROWS" }] });
  expect(String(error)).toContain("interval=week");
  const answer = await ask(actor, { ...range, interval: "week" });
  expect(answer.series.length).toBeLessThanOrEqual(5_000);
});

test("top=1 merges the rest into one group marked other, even where a channel has that code", async () => {
  const { actor, from, to } = somewhere();
  const answer = await ask(actor, { from, to, groupBy: "channel", interval: "month", top: "1" });
  expect(answer.groups).toHaveLength(2);
  expect(answer.groups[1]).toMatchObject({ key: { channel: "other" }, other: true });
  expect(answer.groups[0]?.other).toBeUndefined();
  expect(added(answer.groups)).toEqual(added([answer.total]));
});

test("fields leave the other figures out and keep every digit of what they name, with reasons and lower bound", async () => {
  const { actor, from, to } = somewhere();
  const params = { from, to, groupBy: "campaign", interval: "week" };
  const full = await ask(actor, params);
  for (const fields of [
    "spend",
    "costPerCampaign,images",
    "waste,useful",
    "credits,creditsPerImage",
    "costPerVariation",
  ]) {
    const some = await ask(actor, { ...params, fields });
    const named = fields.split(",");
    for (const [at, row] of [some.total, ...some.groups, ...some.series].entries()) {
      const whole = [full.total, ...full.groups, ...full.series][at] as Record<string, unknown>;
      for (const name of named) expect((row as Record<string, unknown>)[name]).toEqual(whole[name]);
      expect(row.lowerBound).toBe(whole.lowerBound);
      expect(row).not.toHaveProperty("jobs");
    }
  }
});

test("groups carry the names that people know", async () => {
  const { actor, from, to } = somewhere();
  const { groups } = await ask(actor, { from, to, groupBy: "campaign,createdBy", createdBy: `member:${actor.id}` });
  expect(groups.find(({ key }) => key.campaign === "SPRING")?.name).toEqual({
    campaign: "The SPRING",
    createdBy: actor.name,
  });
});
