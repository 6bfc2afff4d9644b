import { afterAll, expect, test } from "vitest";
import { auditQuery } from "@/lib/audit/schema";
import { newId } from "@/lib/core/id";
import { foundOrganization } from "@/lib/founding/service";
import { jobInput } from "@/lib/jobs/schema";
import { logJob } from "@/lib/jobs/service/log";
import { closeDatabase, db } from "@/lib/server/db";
import { aMember, anOrganization } from "@/lib/testing/make";
import {
  addStaffRate,
  auditLog,
  auditLogChoices,
  changeOrganization,
  erasePrompts,
  organizationOf,
  removeStaffRate,
} from "./service";

afterAll(closeDatabase);

const log = (actor: Parameters<typeof auditLog>[0], query: object = {}) => auditLog(actor, auditQuery.parse(query));

test("a change is kept and audited with what was before; a change to the same leaves no trace", async () => {
  const admin = await anOrganization();
  await changeOrganization(admin, { name: "Studio North", weekStart: 0 });
  expect(await organizationOf(admin)).toMatchObject({ name: "Studio North", weekStart: 0 });
  await changeOrganization(admin, { name: "Studio North" });
  const { data } = await log(admin);
  expect(data).toMatchObject([
    {
      action: "organization.changed",
      author: { kind: "member", id: admin.id, name: admin.name },
      subject: { kind: "organization", name: "Studio North" },
      summary: { name: { from: "Example", to: "Studio North" }, weekStart: { from: 1, to: 0 } },
    },
  ]);
});

test("another time zone makes day figures of the old one void; the same zone does not", async () => {
  const admin = await anOrganization();
  const version = async () =>
    (await db().organization.findUniqueOrThrow({ where: { id: admin.organization.id } })).zoneVersion;
  await changeOrganization(admin, { timeZone: "Europe/Berlin", locale: "de" });
  expect(await version()).toBe(1);
  await changeOrganization(admin, { timeZone: "America/New_York" });
  expect(await version()).toBe(2);
});

test("the currency can be changed until amounts depend on it", async () => {
  const admin = await anOrganization();
  expect((await changeOrganization(admin, { currency: "CHF" })).currency).toBe("CHF");
  await addStaffRate(admin, { firstDay: "2026-01-01", perHour: "50" });
  expect((await organizationOf(admin)).currencyFixedBy).toBe("rates");
  await expect(changeOrganization(admin, { currency: "EUR" })).rejects.toMatchObject({
    code: "conflict",
    errors: [{ code: "CURRENCY_FIXED", path: "currency" }],
  });
  expect((await changeOrganization(admin, { currency: "CHF", name: "Same" })).name).toBe("Same");
});

test("staff rates: one per day, newest first, exact, removable", async () => {
  const admin = await anOrganization();
  await addStaffRate(admin, { firstDay: "2026-01-01", perHour: "50.5" });
  const newer = await addStaffRate(admin, { firstDay: "2026-07-01", perHour: "60", note: "Raise" });
  await expect(addStaffRate(admin, { firstDay: "2026-07-01", perHour: "61" })).rejects.toMatchObject({
    errors: [{ code: "SAME_DAY" }],
  });
  expect((await organizationOf(admin)).staffRates).toMatchObject([
    { firstDay: "2026-07-01", perHour: "60", note: "Raise" },
    { firstDay: "2026-01-01", perHour: "50.5", note: null },
  ]);
  const stranger = await anOrganization();
  await expect(removeStaffRate(stranger, { id: newer.id })).rejects.toMatchObject({ code: "not_found" });
  await removeStaffRate(admin, { id: newer.id });
  expect((await organizationOf(admin)).staffRates).toHaveLength(1);
});

test("only admins change settings; controllers read the log; others do neither", async () => {
  const admin = await anOrganization();
  const controller = await aMember(admin, "controller");
  const logger = await aMember(admin, "logger");
  await expect(changeOrganization(controller, { name: "X" })).rejects.toMatchObject({ code: "forbidden" });
  expect((await log(controller)).data).toEqual([]);
  await expect(log(logger)).rejects.toMatchObject({ code: "forbidden" });
});

test("the log comes in pages, newest first, each entry once, and of this organization alone", async () => {
  const admin = await anOrganization();
  const stranger = await anOrganization();
  await changeOrganization(stranger, { name: "Other" });
  for (let count = 1; count <= 5; count += 1) await changeOrganization(admin, { name: `Name ${count}` });
  const seen: unknown[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof log>> = await log(admin, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.data.map(({ summary }) => (summary.name as { to: string }).to));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(["Name 5", "Name 4", "Name 3", "Name 2", "Name 1"]);
  await expect(log(admin, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_input" });
});

test("filters: kind or action, author, subject, and days in the organization's zone", async () => {
  const admin = await anOrganization();
  const other = await aMember(admin, "admin");
  await changeOrganization(admin, { name: "A" });
  const rate = await addStaffRate(other, { firstDay: "2026-01-01", perHour: "50" });
  const actions = async (query: object) => (await log(admin, query)).data.map(({ action }) => action);
  expect(await actions({ action: "staff_rate" })).toEqual(["staff_rate.added"]);
  expect(await actions({ action: "organization.changed" })).toEqual(["organization.changed"]);
  expect(await actions({ action: "staff" })).toEqual([]);
  expect(await actions({ author: other.id })).toEqual(["staff_rate.added"]);
  expect(await actions({ subject: rate.id })).toEqual(["staff_rate.added"]);
  expect(await actions({ author: "system" })).toEqual([]);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format(new Date());
  expect(await actions({ from: today, to: today })).toHaveLength(2);
  expect(await actions({ to: "2020-01-01" })).toEqual([]);
  const choices = await auditLogChoices(admin);
  expect(choices.actions).toEqual(["organization.changed", "staff_rate.added"]);
  expect(choices.authors.map(({ id }) => id).sort()).toEqual([admin.id, other.id].sort());
});

test("prompts are erased after the days that the organization chose; the job and its cost stay", async () => {
  const owner = { name: "Ada", email: `prompts-${newId()}@example.test`, password: "a long sentence" };
  const studio = { name: "Studio", currency: "EUR", timeZone: "Europe/Berlin", locale: "en" as const };
  const { actor } = await foundOrganization({ ...studio, owner });
  if (!actor) throw new Error("No admin");
  const organizationId = actor.organization.id;
  const input = { occurredAt: "2026-03-02T10:00:00Z", provider: "own-gpu", kind: "generation", stage: "draft" };
  const sent = jobInput.parse({ ...input, prompt: "a red pixel", cost: { amount: "1", unit: "EUR" } });
  const [old, fresh] = [(await logJob(actor, sent)).job, (await logJob(actor, sent)).job];
  const where = { organizationId_id: { organizationId, id: old.id } };
  await db().job.update({ where, data: { recordedAt: new Date(Date.now() - 31 * 24 * 3_600_000) } });
  const { signal } = new AbortController();
  expect(await erasePrompts(signal)).toBe(0);
  await changeOrganization(actor, { promptRetentionDays: 30 });
  expect(await erasePrompts(signal)).toBe(1);
  const kept = await db().jobPrompt.findMany({ where: { organizationId }, select: { jobId: true } });
  expect(kept).toEqual([{ jobId: fresh.id }]);
  expect(await db().job.count({ where: { organizationId } })).toBe(2);
});
