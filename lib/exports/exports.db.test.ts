import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { Exact } from "@/lib/core/amount";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { db, pool } from "@/lib/server/db";
import { aMember, anOrganization } from "@/lib/testing/make";
import { seeded } from "@/lib/testing/random";
import { aRawJob, aWorld, insertRandomJobs, insertRows, type World } from "@/lib/testing/raw-jobs";
import { jobsExportQuery, kpisExportQuery } from "./schema";
import { exportJobs } from "./service/jobs";
import { exportKpis } from "./service/kpis";

const DAYS = { from: "2026-10-20", to: "2026-10-30" };
let actor: Actor;
let world: World;

beforeAll(async () => {
  actor = await anOrganization({ timeZone: "Europe/Berlin", name: "Muster; GmbH" });
  world = await aWorld(actor);
  const edges = ["2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T23:00:00Z"];
  await insertRandomJobs(world, seeded(5), { count: 2_500, from: "2026-10-15", to: "2026-11-05", edges });
}, 60_000);

async function whole({ pieces }: { pieces: AsyncIterable<string> }): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** Notes by name, and the table as records. */
function read(text: string, delimiter: string) {
  const lines: string[][] = parse(text, { delimiter, relax_column_count: true, bom: true });
  const notes = Object.fromEntries(
    lines.filter(([first]) => first?.startsWith("# ")).map(([name, value]) => [name?.slice(2), value]),
  );
  const [header = [], ...rows] = lines.filter(([first]) => !first?.startsWith("# "));
  return {
    notes,
    header,
    rows: rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""]))),
  };
}

test.each(["en", "de"] as const)("kpis.csv (%s) holds exactly the numbers of GET /kpis", async (dialect) => {
  const params = { ...DAYS, groupBy: "campaign,market", interval: "week", top: "3", market: ["DE", "unassigned"] };
  const text = await whole(await exportKpis(actor, kpisExportQuery.parse({ ...params, dialect })));
  const answer = await kpis(actor, kpiQuery.parse(params));
  const { notes, rows, header } = read(text, dialect === "de" ? ";" : ",");
  const number = (value: string | null | undefined) =>
    dialect === "de" ? (value ?? "").replace(".", ",") : (value ?? "");
  expect(text.startsWith("\uFEFF")).toBe(dialect === "de");
  expect(notes).toMatchObject({
    organization: "Muster; GmbH",
    range: "2026-10-20 to 2026-10-30, both days included",
    "time zone": "Europe/Berlin",
    currency: "EUR",
    filters: "market=DE or unassigned",
    view: "credit cost",
  });
  expect(notes["data as of"]).toMatch(/^20\d\d-.*Z$/);
  expect(header).toContain("cost_per_campaign");
  const all = [answer.total, ...answer.groups, ...answer.series];
  expect(rows).toHaveLength(all.length);
  for (const [at, row] of all.entries())
    expect(rows[at]).toMatchObject({
      spend: number(row.spend),
      jobs: String(row.jobs),
      cost_per_image: number(row.costPerImage),
      cost_per_approved_image: number(row.costPerApprovedImage),
      cost_per_variation: number(row.costPerVariation),
      cost_per_campaign: number(row.costPerCampaign),
      approval_rate: number(row.approvalRate),
      waste_total: number(row.waste?.total),
      useful: number(row.useful),
      lower_bound: String(row.lowerBound),
    });
  expect(rows.at(-1)).toMatchObject({ level: "interval (other)", campaign: "other" });
});

describe("a table as it is seen", () => {
  const MARCHING = { ...DAYS, dialect: "de", sort: "-costPerImage", columns: "spend,costPerImage,approvalRate,waste" };
  const german = (value: string | null | undefined) => (value ?? "").replace(".", ",");

  test("chosen columns in their order, rows sorted by them, the total last; every figure that of GET /kpis", async () => {
    const text = await whole(
      await exportKpis(actor, kpisExportQuery.parse({ ...MARCHING, groupBy: "campaign,market" })),
    );
    const { header, rows, notes } = read(text, ";");
    expect(header.slice(-6)).toEqual([
      "spend",
      "cost_per_image",
      "approval_rate",
      "waste_total",
      "lower_bound",
      "null_reasons",
    ]);
    expect(notes.sorted).toBe("costPerImage, highest first");
    const asked = (groupBy: string) => kpis(actor, kpiQuery.parse({ ...DAYS, groupBy }));
    const [one, two] = await Promise.all([asked("campaign"), asked("campaign,market")]);
    const keyOf = (key: Record<string, string | null>) =>
      [key.campaign, key.market].map((code) => code ?? "").join("/");
    const wanted = new Map([...one.groups, ...two.groups].map((row) => [keyOf(row.key), row]));
    expect(rows).toHaveLength(wanted.size + 1);
    for (const row of rows.slice(0, -1)) {
      const figures = wanted.get(`${row.campaign}/${row.market}`);
      const isUnpriced = figures?.jobs === figures?.unpricedJobs;
      expect(row).toMatchObject({
        spend: isUnpriced ? "" : german(figures?.spend),
        cost_per_image: german(figures?.costPerImage),
        approval_rate: german(figures?.approvalRate),
        waste_total: isUnpriced ? "" : german(figures?.waste?.total),
      });
    }
    expect(rows.at(-1)).toMatchObject({ level: "total", spend: german(one.total.spend) });
    const order = rows
      .filter(({ level }) => level === "group")
      .map((row) => row.cost_per_image?.replace(",", ".") ?? "");
    const sorted = order.filter(Boolean).toSorted((a, b) => Number(b) - Number(a));
    expect(order.filter(Boolean)).toEqual(sorted);
  });

  test("beside the period before: before + change = now, and the days are named", async () => {
    const asked = { ...DAYS, groupBy: "market", columns: "spend", compare: "previous" };
    const now = new Date("2026-11-20T12:00:00Z");
    const { rows, notes } = read(await whole(await exportKpis(actor, kpisExportQuery.parse(asked), now)), ",");
    expect(notes["compared with"]).toBe("2026-10-09 to 2026-10-19");
    const before = await kpis(actor, kpiQuery.parse({ from: "2026-10-09", to: "2026-10-19" }));
    const total = rows.at(-1);
    expect(total?.spend_before).toBe(before.total.spend);
    expect(new Exact(total?.spend_before ?? 0).plus(total?.spend_change ?? 0).toFixed()).toBe(total?.spend);
  });

  test("a search keeps the total of all, a pivot has the margins of the API", async () => {
    const asked = { ...DAYS, groupBy: "market,channel", columns: "spend", layout: "pivot", q: "de", row: "" };
    const { rows, header } = read(await whole(await exportKpis(actor, kpisExportQuery.parse(asked))), ",");
    const { total, groups } = await kpis(actor, kpiQuery.parse({ ...DAYS, groupBy: "channel" }));
    expect(header).toEqual([
      "level",
      "market",
      "market_name",
      ...groups.map(({ key }) => `channel: ${key.channel}`),
      "total",
    ]);
    expect(rows.map(({ market }) => market)).toEqual(["DE", ""]);
    expect(rows.at(-1)).toMatchObject({
      total: total.spend,
      "channel: SOCIAL": groups.find(({ key }) => key.channel === "SOCIAL")?.spend,
    });
  });

  test.each([
    [{ columns: "colour" }, "columns"],
    [{ columns: "spend", sort: "colour" }, "sort"],
    [{ compare: "previous" }, "columns"],
    [{ columns: "spend", layout: "pivot" }, "layout"],
    [{ columns: "spend", interval: "day" }, "columns"],
  ])("%j is refused by name", (wrong, path) => {
    const { error } = kpisExportQuery.safeParse({ ...DAYS, groupBy: "market", ...wrong });
    expect(error?.issues.map((issue) => issue.path[0])).toContain(path);
  });
});

test("jobs.csv has every job once, and its known costs add up to what KPIs call spend", async () => {
  const text = await whole(await exportJobs(actor, jobsExportQuery.parse({ ...DAYS, dialect: "en" })));
  const { rows, notes } = read(text, ",");
  const { total } = await kpis(actor, kpiQuery.parse({ ...DAYS, training: "true" }));
  const micro = (value: string | undefined) => Math.round(Number(value) * 1e6);
  expect(rows.length).toBe(total.jobs);
  expect(new Set(rows.map(({ job_id: id }) => id)).size).toBe(total.jobs);
  expect(rows.reduce((sum, row) => sum + micro(row.known_cost), 0)).toBe(micro(total.spend));
  expect(rows.reduce((sum, row) => sum + Number(row.images_delivered), 0)).toBe(total.images);
  for (const row of rows) {
    const day = row.local_date ?? "";
    expect(day >= DAYS.from && day <= DAYS.to).toBe(true);
    expect(row.cost === "").toBe(row.unpriced_reason !== "");
  }
  const codes = [...new Set(rows.map(({ campaign }) => campaign))].sort();
  expect(codes).toEqual(["SPRING", "SUMMER", "WINTER", "unassigned"]);
  expect(notes.filters).toBe("state=live");
});

test("jobs.csv takes the filters of the job list", async () => {
  const count = async (params: Record<string, string | string[]>) =>
    read(await whole(await exportJobs(actor, jobsExportQuery.parse(params))), ",").rows;
  const failed = await count({ status: "failed", campaign: "SPRING" });
  expect(failed.length).toBeGreaterThan(10);
  expect(new Set(failed.map(({ status, campaign }) => `${status} ${campaign}`))).toEqual(new Set(["failed SPRING"]));
  const unpriced = await count({ unpriced: "true" });
  expect(unpriced.every(({ unpriced_reason: reason }) => reason !== "")).toBe(true);
  expect(unpriced.length + (await count({ unpriced: "false" })).length).toBe((await count({})).length);
  expect((await count({ state: "all" })).length).toBe(
    (await count({})).length + (await count({ state: "void" })).length,
  );
  expect((await count({ q: "hero-01" })).every(({ motif }) => /hero-01/i.test(motif ?? ""))).toBe(true);
  expect(await count({ q: "100%" })).toEqual([]);
});

test("text that a spreadsheet would run is disarmed", async () => {
  const organization = await anOrganization();
  const other = await aWorld(organization);
  const { job } = aRawJob(other, seeded(1), "2026-05-05T10:00:00Z", {
    model: '=HYPERLINK("http://evil.example")',
    voided_at: null,
  });
  await insertRows("job", [job]);
  const text = await whole(await exportJobs(organization, jobsExportQuery.parse({ dialect: "de" })));
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
});

test("without the right there is no file; a limited member gets the jobs of their cost centres", async () => {
  const viewer = await aMember(actor, "viewer");
  await expect(exportJobs(viewer, jobsExportQuery.parse({}))).rejects.toMatchObject({ code: "forbidden" });
  await expect(exportKpis(viewer, kpisExportQuery.parse(DAYS))).rejects.toMatchObject({ code: "forbidden" });
  const limited = await aMember(actor, "controller", { costCenterIds: [world.ids["cost_center:BRAND-B"] ?? ""] });
  const { rows, notes } = read(await whole(await exportJobs(limited, jobsExportQuery.parse({}))), ",");
  expect(notes["limited to cost centres"]).toBe("BRAND-B");
  expect(new Set(rows.map(({ cost_center: code }) => code))).toEqual(new Set(["BRAND-B"]));
});

test("more exports at once than the database should hold are asked to come back", async () => {
  const open: AsyncIterator<string>[] = [];
  const start = async () => {
    const { pieces } = await exportJobs(actor, jobsExportQuery.parse({}));
    const iterator = pieces[Symbol.asyncIterator]();
    await iterator.next();
    open.push(iterator);
  };
  for (let at = 0; at < 3; at += 1) await start();
  await expect(start()).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 10 });
  for (const iterator of open) await iterator.return?.();
  await start();
  await open.at(-1)?.return?.();
});

test("a reader that goes away gives its connection back", async () => {
  for (let round = 0; round < 12; round += 1) {
    const { pieces } = await exportJobs(actor, jobsExportQuery.parse({}));
    for await (const _ of pieces) break;
  }
  expect(pool().waitingCount).toBe(0);
  expect(await db().job.count({ where: { organizationId: actor.organization.id } })).toBe(2_500);
});
