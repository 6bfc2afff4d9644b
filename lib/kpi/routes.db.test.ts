import { beforeAll, expect, test } from "vitest";
import { GET as jobsCsv } from "@/app/api/v1/exports/jobs.csv/route";
import { GET as kpisCsv } from "@/app/api/v1/exports/kpis.csv/route";
import { GET as basis } from "@/app/api/v1/kpis/basis/route";
import { GET as movers } from "@/app/api/v1/kpis/movers/route";
import { GET } from "@/app/api/v1/kpis/route";
import { createApiKey } from "@/lib/auth/service/api-keys";
import { anOrganization } from "@/lib/testing/make";
import { seeded } from "@/lib/testing/random";
import { aWorld, insertRandomJobs } from "@/lib/testing/raw-jobs";

let key = "";
let narrow = "";

beforeAll(async () => {
  const actor = await anOrganization();
  const world = await aWorld(actor);
  await insertRandomJobs(world, seeded(9), { count: 60, from: "2026-03-01", to: "2026-03-05", edges: [] });
  const input = { role: "controller" as const, costCenters: null, expiresAt: null };
  ({ key } = await createApiKey(actor, { ...input, name: "all", scopes: null }));
  ({ key: narrow } = await createApiKey(actor, { ...input, name: "files", scopes: ["exports:read"] }));
});

const request = (query: string, bearer = key) =>
  new Request(`http://localhost:3000/api/v1/x?${query}`, { headers: { authorization: `Bearer ${bearer}` } });
const get = (query: string, bearer = key) => GET(request(query, bearer), { params: Promise.resolve({}) });
const DAYS = "from=2026-03-01&to=2026-03-05";

test("GET /kpis answers with the figures of the key's organization", async () => {
  const response = await get(`${DAYS}&groupBy=campaign&interval=day`);
  expect(response.status).toBe(200);
  const body = await response.json();
  expect(body.range).toEqual({ from: "2026-03-01", to: "2026-03-05", timeZone: "Europe/Berlin" });
  expect(body.total.jobs).toBeGreaterThan(20);
  expect(body.series).toHaveLength(body.groups.length * 5);
});

test("GET /kpis with fields answers with these alone", async () => {
  const { total } = await (await get(`${DAYS}&fields=spend,costPerImage`)).json();
  expect(Object.keys(total).sort()).toEqual(["costPerImage", "lowerBound", "nullReasons", "spend"]);
});

test.each([
  ["campain=SPRING", "campain", "UNKNOWN_FIELD"],
  ["campaign=SPRNG", "campaign", "UNKNOWN_CODE"],
  ["interval=hour", "interval", "INVALID_VALUE"],
  ["model=%00", "model", "CUSTOM"],
])("GET /kpis?%s is 422 at %s", async (query, path, code) => {
  const response = await get(`${DAYS}&${query}`);
  expect(response.status).toBe(422);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect((await response.json()).errors).toMatchObject([{ path, code }]);
});

test("a key that may only export gets files, not figures", async () => {
  expect((await get(DAYS, narrow)).status).toBe(403);
  for (const file of [await kpisCsv(request(DAYS, narrow)), await jobsCsv(request("", narrow))]) {
    expect(file.status).toBe(200);
    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(await file.text()).toMatch(/^# report,/);
  }
  expect((await kpisCsv(request(`${DAYS}&dialekt=de`))).status).toBe(422);
  expect((await jobsCsv(request("", "nonsense"))).status).toBe(401);
});

const units = (amount: string) => {
  const [whole = "0", part = ""] = amount.replace("-", "").split(".");
  return BigInt(whole + part.padEnd(18, "0")) * (amount.startsWith("-") ? -1n : 1n);
};

test("GET /kpis/movers: every change is the difference of two answers of GET /kpis, and its parts add up to it", async () => {
  const noParams = { params: Promise.resolve({}) };
  const answer = await (
    await movers(request("from=2026-03-04&to=2026-03-05&by=campaign,market&limit=20"), noParams)
  ).json();
  expect(answer.before).toEqual({ from: "2026-03-02", to: "2026-03-03" });
  expect(answer.movers.length).toBeGreaterThan(3);
  const [now, before] = await Promise.all(
    ["from=2026-03-04&to=2026-03-05", "from=2026-03-02&to=2026-03-03"].map(async (days) =>
      (await get(`${days}&groupBy=campaign,market`)).json(),
    ),
  );
  type Group = { key: Record<string, string>; spend: string };
  for (const { key: moved, change, parts } of answer.movers) {
    const spendIn = ({ groups }: { groups: Group[] }) =>
      units(groups.find((one) => one.key.campaign === moved.campaign && one.key.market === moved.market)?.spend ?? "0");
    expect(units(change)).toBe(spendIn(now) - spendIn(before));
    expect(units(parts.volume) + units(parts.mix) + units(parts.price)).toBe(units(change));
  }
  const sizes = answer.movers.map(({ change }: { change: string }) => units(change.replace("-", "")));
  expect(sizes).toEqual(sizes.toSorted((a: bigint, b: bigint) => Number(b - a)));
  expect((await movers(request(`${DAYS}&by=campaign,campaign`), noParams)).status).toBe(422);
});

test("GET /kpis/basis: what is left out of the figures is what training=true and a filter by kind add", async () => {
  const answer = await (await basis(request(DAYS), { params: Promise.resolve({}) })).json();
  const { total } = await (await get(`${DAYS}&kind=training`)).json();
  expect([answer.trainingJobs, answer.trainingSpend]).toEqual([total.jobs, total.spend]);
  expect(answer.range.timeZone).toBe("Europe/Berlin");
  expect(answer.voidedJobs).toBeGreaterThanOrEqual(0);
});
