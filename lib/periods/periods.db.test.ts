import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { Exact } from "@/lib/core/amount";
import { correctJob, voidJob } from "@/lib/jobs/service/correct";
import { logJob } from "@/lib/jobs/service/log";
import { kpis } from "@/lib/kpi/service";
import { pool } from "@/lib/server/db";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { aPlay, playOn, step } from "@/lib/testing/play";
import { changeSettings, closePeriod, reopenPeriod } from "./service";
import { closeDueMonths } from "./service/due";
import { period, periods } from "./service/list";
import { questionOf } from "./service/report";

const MARCH = "2026-03";

const bookedPeriods = async (actor: Actor) => {
  const { rows } = await pool().query<{ booked: string; amount: string }>(
    `SELECT to_char(booked_period, 'YYYY-MM') AS booked, trim_scale(sum(amount))::text AS amount FROM ledger_entry
     WHERE organization_id = $1 GROUP BY 1 ORDER BY 1`,
    [actor.organization.id],
  );
  return Object.fromEntries(rows.map(({ booked, amount }) => [booked, amount]));
};

test("after any later writes a closed month's report is what it was; live = report + booked later, and the parts of the movement add up", async () => {
  const steps = fc.array(step, { minLength: 3, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(steps, steps, async (before, after) => {
      const actor = await anOrganization();
      const state = await aPlay(actor);
      await playOn(state, before);
      await closePeriod(actor, { id: MARCH });
      const kept = await period(actor, { id: MARCH });
      await playOn(state, after);
      const now = await period(actor, { id: MARCH });
      expect(now.report).toEqual(kept.report);
      // The ledger is the other path to the same number.
      expect(kept.report.booked.ownDays).toBe(kept.report.total.spend);
      const later = now.closing?.bookedLater.amount ?? "";
      expect(new Exact(now.report.total.spend).plus(later).toFixed()).toBe(now.live.spend);
      const parts = (now.moved?.spend ?? []).reduce((sum, { value }) => sum.plus(value ?? "0"), new Exact(0));
      expect(parts.toFixed()).toBe(later);
      const asOf = await kpis(actor, questionOf(MARCH, { asOf: now.closing?.asOf ?? "" }));
      expect(asOf.total.spend).toBe(kept.report.total.spend);
      expect(asOf.total.approved).toBe(kept.report.total.approved);
      const { data } = await periods(actor);
      const listed = data.find(({ month }) => month === MARCH);
      expect(listed).toMatchObject({ state: "closed", spend: now.live.spend });
    }),
    { numRuns: 12 },
  );
}, 180_000);

test("0.036 logged, corrected and voided for a closed month is booked in the current one; reopened, in its own", async () => {
  const actor = await anOrganization();
  await aCatalogue(actor);
  const { job } = await logJob(actor, aJob());
  await closePeriod(actor, { id: MARCH, note: "Quarter" });
  const late = await logJob(actor, aJob());
  const current = new Date().toISOString().slice(0, 7);
  expect(await bookedPeriods(actor)).toEqual({ [MARCH]: "0.036", [current]: "0.036" });
  await correctJob(actor, { id: job.id, reason: "x", cost: { amount: "30", unit: "CREDITS" } });
  expect(await bookedPeriods(actor)).toEqual({ [MARCH]: "0.036", [current]: "0.045" });
  await voidJob(actor, { id: late.job.id, reason: "x" });
  expect(await bookedPeriods(actor)).toEqual({ [MARCH]: "0.036", [current]: "0.009" });
  const { closing, live } = await period(actor, { id: MARCH });
  expect(closing?.bookedLater).toEqual({ amount: "0.009", entries: 4 });
  expect(live.spend).toBe("0.045");
  await reopenPeriod(actor, { id: MARCH, reason: "An invoice was missing" });
  await logJob(actor, aJob());
  expect(await bookedPeriods(actor)).toEqual({ [MARCH]: "0.072", [current]: "0.009" });
  await closePeriod(actor, { id: MARCH });
  const again = await period(actor, { id: MARCH });
  expect(again.report.total.spend).toBe("0.081");
  expect(again.reopenings).toMatchObject([{ reason: "An invoice was missing" }]);
});

test("the database refuses an entry in a closed month, whoever writes it", async () => {
  const actor = await anOrganization();
  await aCatalogue(actor);
  await logJob(actor, aJob());
  await closePeriod(actor, { id: MARCH });
  const copy = `INSERT INTO ledger_entry (organization_id, id, type, wallet_id, unit, quantity, amount, currency, occurred_at, booked_period, author_kind)
    SELECT organization_id, gen_random_uuid(), 'refund', wallet_id, unit, 1, 1, currency, occurred_at, booked_period, 'system'
    FROM ledger_entry WHERE organization_id = $1`;
  await expect(pool().query(copy, [actor.organization.id])).rejects.toMatchObject({ code: "23001" });
});

test("a month closes once, when it is over, and by somebody who may and sees everything", async () => {
  const actor = await anOrganization();
  const ids = await aCatalogue(actor);
  await logJob(actor, aJob());
  const current = new Date().toISOString().slice(0, 7);
  await expect(closePeriod(actor, { id: current })).rejects.toMatchObject({ errors: [{ code: "RUNNING" }] });
  const lead = await aMember(actor, "creative_lead");
  const narrow = await aMember(actor, "controller", { costCenterIds: [ids.costCenterId] });
  for (const refused of [lead, narrow])
    await expect(closePeriod(refused, { id: MARCH })).rejects.toMatchObject({ code: "forbidden" });
  const answers = await Promise.allSettled([1, 2, 3].map(() => closePeriod(actor, { id: MARCH })));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(reopenPeriod(actor, { id: "2026-02", reason: "x" })).rejects.toMatchObject({ code: "conflict" });
  const seen = await period(narrow, { id: MARCH });
  expect(seen).toMatchObject({ limitedTo: ["BRAND"], report: { total: { spend: "0.036" } } });
});

test("while a booking runs no month closes under it: each entry is in the report, or booked later", async () => {
  const actor = await anOrganization();
  await aCatalogue(actor);
  await logJob(actor, aJob());
  await Promise.all([
    ...Array.from({ length: 8 }, () => logJob(actor, aJob())),
    closePeriod(actor, { id: MARCH }),
    ...Array.from({ length: 8 }, () => logJob(actor, aJob())),
  ]);
  const { report, closing, live } = await period(actor, { id: MARCH });
  expect(live.spend).toBe("0.612");
  expect(new Exact(report.total.spend).plus(closing?.bookedLater.amount ?? "").toFixed()).toBe("0.612");
  expect(report.booked.ownDays).toBe(report.total.spend);
});

test("months close by themselves after the grace days, where that is wanted", async () => {
  const actor = await anOrganization();
  await aCatalogue(actor);
  await logJob(actor, aJob());
  await changeSettings(actor, { graceDays: 10, closesItself: true });
  const never = new AbortController().signal;
  expect(await closeDueMonths(new Date("2026-04-10T12:00:00Z"), never)).toBe(0);
  expect(await closeDueMonths(new Date("2026-04-11T12:00:00Z"), never)).toBe(1);
  const { data } = await periods(actor);
  expect(data.find(({ month }) => month === MARCH)).toMatchObject({ state: "closed", closesOn: "2026-04-10" });
});
