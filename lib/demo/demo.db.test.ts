import { afterAll, beforeAll, expect, test } from "vitest";
import { listAlerts } from "@/lib/alerts/service";
import { systemActorOf } from "@/lib/auth/service/actors";
import { addDays } from "@/lib/core/period";
import { deleteOrganization, organizations } from "@/lib/founding/service";
import { KINDS, STAGES } from "@/lib/jobs/rules/vocabulary";
import { roundsOfMotif } from "@/lib/jobs/service/rounds";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { waitingQuery } from "@/lib/reviews/schema";
import { commentsOn } from "@/lib/reviews/service/comments";
import { waitingPictures } from "@/lib/reviews/service/queue";
import { closeDatabase, db } from "@/lib/server/db";
import { targetOn, targetState } from "@/lib/targets/rules";
import { listTargets } from "@/lib/targets/service";
import { replayed } from "@/lib/testing/replay";
import { listViews } from "@/lib/views/service";
import { CAMPAIGNS, MARKETS, PEOPLE, PROVIDERS } from "./rules/story";
import { makeDemo } from "./service";

const NOW = new Date("2026-10-21T15:30:00Z");
const PASSWORD = "only for this test";
const SLOW = 180_000;

beforeAll(async () => {
  const made = await makeDemo({ password: PASSWORD, now: NOW });
  expect(made?.people).toHaveLength(PEOPLE.length);
}, SLOW);
afterAll(closeDatabase);

async function demoOrganization() {
  const found = (await organizations()).filter(({ demo }) => demo);
  expect(found).toHaveLength(1);
  return found[0]?.id ?? "";
}

async function ask(query: Record<string, unknown>) {
  const actor = await systemActorOf(await demoOrganization());
  return kpis(actor, kpiQuery.parse({ from: "2025-11-01", to: "2026-10-31", ...query }));
}

async function sums() {
  const organizationId = await demoOrganization();
  const [row] = await db().$queryRaw<{ jobs: number; pictures: number; spend: string; ledger: string }[]>`
    SELECT count(*)::int AS jobs, sum(images_delivered)::int AS pictures,
      sum(known_cost) FILTER (WHERE voided_at IS NULL)::text AS spend,
      (SELECT sum(amount)::text FROM ledger_entry l WHERE l.organization_id = ${organizationId}::uuid) AS ledger
    FROM job WHERE organization_id = ${organizationId}::uuid`;
  return row;
}

test("views for everybody open whole", async () => {
  const { data } = await listViews(await systemActorOf(await demoOrganization()), {});
  expect(data.map(({ page, issues }) => [page, issues])).toEqual([
    ["explore", []],
    ["jobs", []],
  ]);
});

test("a second call does nothing", async () => {
  const before = await sums();
  expect(await makeDemo({ password: PASSWORD, now: new Date() })).toBeNull();
  expect(await sums()).toEqual(before);
});

test("Σ of the ledger = Σ of what the live jobs cost", async () => {
  const { ledger, spend } = (await sums()) ?? {};
  expect(Number(spend)).toBeGreaterThan(500);
  expect(ledger).toBe(spend);
});

test("every figure of the year has a value; credits of two providers do not mix, those of one do", async () => {
  const { total } = await ask({});
  expect(total.nullReasons).toEqual({ creditsPerImage: "MIXED_UNITS", creditsPerApprovedImage: "MIXED_UNITS" });
  const { total: one } = await ask({ provider: "leonardo" });
  expect(one.nullReasons).toEqual({});
});

test("every campaign, market, channel, provider, kind and stage occurs, and jobs without a campaign, too", async () => {
  const keysOf = async (groupBy: string) => (await ask({ groupBy })).groups.map(({ key }) => key[groupBy]);
  expect(new Set(await keysOf("campaign"))).toEqual(new Set([...CAMPAIGNS.map(({ code }) => code), "unassigned"]));
  expect(new Set(await keysOf("market"))).toEqual(new Set([...Object.keys(MARKETS), "unassigned"]));
  expect((await keysOf("channel")).length).toBe(6 + 1);
  expect(new Set(await keysOf("provider"))).toEqual(new Set(PROVIDERS));
  expect(new Set(await keysOf("kind"))).toEqual(new Set(KINDS.filter((kind) => kind !== "training")));
  expect(new Set(await keysOf("stage"))).toEqual(new Set(STAGES));
});

test("one campaign is off, and one provider is clearly cheaper", async () => {
  const cpai = async (groupBy: string) => {
    const { groups } = await ask({ groupBy });
    const rows = groups.map(({ key, costPerApprovedImage }) => ({
      code: key[groupBy],
      is: Number(costPerApprovedImage),
    }));
    return rows.filter(({ code }) => code !== "unassigned").sort((a, b) => a.is - b.is);
  };
  const campaigns = await cpai("campaign");
  expect(campaigns.at(-1)?.code).toBe("KAF-COLD");
  expect(campaigns.at(-1)?.is).toBeGreaterThan(1.5 * (campaigns.at(-2)?.is ?? 0));
  expect(campaigns.at(-1)?.is).toBeLessThan(5);
  expect(campaigns[0]?.is).toBeGreaterThan(0.2);
  expect((await cpai("provider"))[0]?.code).toBe("black-forest-labs");
});

test("the year is that of a real studio: two of five decided pictures are released, less than 60 % is waste, one to two hundred wait", async () => {
  const { total } = await ask({});
  const wasted = Number(total.waste.total) / Number(total.spend);
  const { waiting } = await waitingPictures(await systemActorOf(await demoOrganization()), waitingQuery.parse({}));
  expect(Number(total.approvalRate)).toBeGreaterThan(0.3);
  expect(Number(total.approvalRate)).toBeLessThan(0.5);
  expect(wasted).toBeGreaterThan(0.3);
  expect(wasted).toBeLessThan(0.6);
  expect(waiting).toBeGreaterThan(100);
  expect(waiting).toBeLessThan(250);
});

test("several people decided, some days after the pictures were made, none of it in the future", async () => {
  const [row] = await db().$queryRaw<{ people: number; late: number; early: number; future: number }[]>`
    SELECT count(DISTINCT r.author_id)::int AS people,
      count(*) FILTER (WHERE r.created_at > j.occurred_at + interval '1 day')::int AS late,
      count(*) FILTER (WHERE r.created_at < j.occurred_at)::int AS early,
      count(*) FILTER (WHERE r.created_at > greatest(now(), ${NOW}))::int AS future
    FROM review r JOIN asset a ON a.id = r.asset_id JOIN job j ON j.id = a.job_id`;
  expect(row).toMatchObject({ people: 3, early: 0, future: 0 });
  expect(row?.late).toBeGreaterThan(2_000);
});

test("there is something of everything: failures, retries, duplicates, unpriced, estimated, voided and corrected", async () => {
  const { total } = await ask({});
  expect(total.failedJobs).toBeGreaterThan(50);
  expect(total.failedAttempts).toBeGreaterThan(total.failedJobs);
  expect(Number(total.waste.duplicate)).toBeGreaterThan(0);
  expect(Number(total.waste.superseded)).toBeGreaterThan(0);
  expect(Number(total.waste.dropped)).toBeGreaterThan(0);
  expect(total.unpricedJobs).toBeGreaterThan(5);
  expect(total.estimatedJobs).toBeGreaterThan(100);
  expect(total.approvedWithChanges).toBeGreaterThan(50);
  expect(await db().job.count({ where: { voidedAt: { not: null } } })).toBe(3);
  expect(await db().jobRevision.count({ where: { NOT: { reason: { startsWith: "Logged twice" } } } })).toBeGreaterThan(
    2,
  );
  expect(await db().review.count()).toBeGreaterThan(100);
});

test("unpriced jobs are of the last days only: figures of earlier months are no lower bounds", async () => {
  const { total } = await ask({ to: addDays("2026-10-21", -20) });
  expect(total.unpricedJobs).toBe(0);
  expect(total.lowerBound).toBe(false);
});

test(
  "the same moment makes the same demo again: jobs, pictures and spend to the last digit",
  async () => {
    const before = await sums();
    const [first] = (await organizations()).filter(({ demo }) => demo);
    await deleteOrganization(first?.slug ?? "");
    await makeDemo({ password: PASSWORD, now: NOW });
    expect(await sums()).toEqual(before);
  },
  SLOW,
);

test("targets changed once in the year, one is frozen, and at least one is missed", async () => {
  const actor = await systemActorOf(await demoOrganization());
  const { data } = await listTargets(actor, {});
  expect(data.some(({ lastDay }) => lastDay !== null) && data.some(({ frozen }) => frozen)).toBe(true);
  const { groups } = await ask({ from: "2026-07-24", to: "2026-10-21", groupBy: "costCenter" });
  const states = groups.flatMap((row) => {
    const place = { scope: "costCenter", code: row.key.costCenter ?? "" } as const;
    const target = targetOn(data, "costPerApprovedImage", place, "2026-10-21");
    return target ? [targetState({ value: row.costPerApprovedImage ?? null }, target.value, target.metric)] : [];
  });
  expect(states).toContain("over");
});

test("alerts came and went along the year, some fire now, and replay over the stored samples gives the stored events", async () => {
  const { said, stored } = await replayed(await demoOrganization());
  expect(said).toEqual(stored);
  const months = new Set(stored.flatMap(({ at, transition }) => (transition === "fired" ? [at.slice(0, 7)] : [])));
  expect(months.size).toBeGreaterThan(6);
  const fired = await db().$queryRaw<{ kind: string; months: number }[]>`
    SELECT v.body->>'kind' AS kind, count(DISTINCT date_trunc('month', e.at))::int AS months FROM alert_event e
    JOIN alert_rule_version v ON v.rule_id = e.rule_id AND v.version = e.rule_version
    WHERE e.transition = 'fired' GROUP BY 1`;
  const monthsOf = new Map(fired.map((row) => [row.kind, row.months]));
  for (const kind of ["KPI_THRESHOLD", "BUDGET_STEP", "BUDGET_FORECAST", "DAY_ANOMALY"])
    expect(monthsOf.get(kind), kind).toBeGreaterThan(3);
  expect(monthsOf.get("JOB_OUTLIER")).toBe(2);
  expect(new Set(stored.map(({ transition }) => transition))).toEqual(
    new Set(["fired", "escalated", "eased", "recovered", "closed"]),
  );
  const { data } = await listAlerts(await systemActorOf(await demoOrganization()), { state: "firing" });
  expect(data.length).toBeGreaterThan(2);
  expect(data.filter(({ rule }) => rule.kind === "JOB_OUTLIER")).toHaveLength(1);
  expect(data.filter(({ acknowledged }) => acknowledged)).toHaveLength(1);
});

test("a motif in its third round waits with the advice to drop it, comments, and reasons of the list", async () => {
  const actor = await systemActorOf(await demoOrganization());
  const { id } = await db().motif.findFirstOrThrow({ where: { code: "hero-90" } });
  const { rounds, advice, total } = await roundsOfMotif(actor, { id });
  expect(rounds.map(({ isRejected, waiting }) => [isRejected, waiting])).toEqual([
    [true, 0],
    [true, 0],
    [false, 8],
  ]);
  expect(advice.map(({ code }) => code)).toEqual(["DROP_MOTIF", "REVIEW_NOW"]);
  expect(total.spend).toBe("2.88");
  expect((await commentsOn(actor, { id })).data).toHaveLength(3);
  const free = await db().review.count({ where: { decision: "rejected", reason: { not: null }, reasonId: null } });
  expect(free).toBe(0);
});
