import "server-only";
import type { Actor } from "@/lib/core/actor";
import { authorOf } from "@/lib/core/actor";
import { Exact } from "@/lib/core/amount";
import type { Db } from "@/lib/server/db";
import { adviceFrom } from "./rules/advice";
import type { AdviceSettings, Organization, StaffRate, StaffRateInput } from "./schema";

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

async function listStaffRates(db: Db, organizationId: string): Promise<StaffRate[]> {
  const rows = await db.staffRate.findMany({
    where: { organizationId },
    select: { id: true, firstDay: true, perHour: true, note: true },
    orderBy: { firstDay: "desc" },
  });
  return rows.map(({ id, firstDay, perHour, note }) => ({
    id,
    firstDay: dayOf(firstDay),
    perHour: new Exact(perHour.toString()).toFixed(),
    note,
  }));
}

export async function getOrganization(db: Db, id: string): Promise<Organization> {
  const row = await db.organization.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      slug: true,
      name: true,
      currency: true,
      timeZone: true,
      locale: true,
      weekStart: true,
      fiscalYearStart: true,
      storePrompts: true,
      promptRetentionDays: true,
      advice: true,
      pictureHosts: true,
      demo: true,
    },
  });
  return {
    ...row,
    locale: row.locale === "de" ? "de" : "en",
    advice: adviceFrom(row.advice),
    currencyFixedBy: await currencyFixedBy(db, id),
    staffRates: await listStaffRates(db, id),
  };
}

export async function getAdvice(db: Db, id: string): Promise<AdviceSettings> {
  const row = await db.organization.findUniqueOrThrow({ where: { id }, select: { advice: true } });
  return adviceFrom(row.advice);
}

/** Amounts that were entered in, or converted to, the reporting currency: another one would give them another meaning. */
async function currencyFixedBy(db: Db, id: string): Promise<Organization["currencyFixedBy"]> {
  const [row] = await db.$queryRaw<{ jobs: boolean; rates: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM job WHERE organization_id = ${id}::uuid)
           OR EXISTS (SELECT 1 FROM ledger_entry WHERE organization_id = ${id}::uuid) AS jobs,
           EXISTS (SELECT 1 FROM fx_rate WHERE organization_id = ${id}::uuid)
           OR EXISTS (SELECT 1 FROM staff_rate WHERE organization_id = ${id}::uuid)
           OR EXISTS (SELECT 1 FROM budget WHERE organization_id = ${id}::uuid AND unit = 'MONEY') AS rates`;
  if (row?.jobs) return "jobs";
  return row?.rates ? "rates" : null;
}

/** A booking in flight holds a key share on this row through its audit entry, so this waits for it. */
export async function lockOrganization(tx: Db, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM organization WHERE id = ${id}::uuid FOR UPDATE`;
}

export type Change = Partial<
  Pick<
    Organization,
    | "name"
    | "currency"
    | "timeZone"
    | "locale"
    | "weekStart"
    | "fiscalYearStart"
    | "storePrompts"
    | "promptRetentionDays"
    | "advice"
    | "pictureHosts"
  >
>;

/** Day aggregates carry the version of the zone they were cut in; raising it makes the old ones void. */
export async function updateOrganization(tx: Db, id: string, change: Change, zoneChanged: boolean): Promise<void> {
  await tx.organization.update({
    where: { id },
    data: { ...change, ...(zoneChanged ? { zoneVersion: { increment: 1 } } : {}) },
    select: { id: true },
  });
}

/** Null when there is a rate from this day already. */
export async function insertStaffRate(tx: Db, actor: Actor, input: StaffRateInput): Promise<StaffRate | null> {
  const [row] = await tx.staffRate.createManyAndReturn({
    data: [
      {
        organizationId: actor.organization.id,
        firstDay: new Date(`${input.firstDay}T00:00:00Z`),
        perHour: input.perHour,
        note: input.note || null,
        ...authorOf(actor),
      },
    ],
    skipDuplicates: true,
    select: { id: true, perHour: true, note: true },
  });
  return row
    ? { id: row.id, firstDay: input.firstDay, perHour: new Exact(row.perHour.toString()).toFixed(), note: row.note }
    : null;
}

export async function deleteStaffRate(tx: Db, organizationId: string, id: string): Promise<StaffRate | null> {
  const rates = await listStaffRates(tx, organizationId);
  const rate = rates.find((one) => one.id === id);
  if (!rate) return null;
  await tx.staffRate.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } });
  return rate;
}

/**
 * Erases at most `most` prompts that were kept for longer than their organization wants; returns how many. The job, its
 * figures and its fingerprint stay. Counted from when we learned of the job: an old file imported today is new here.
 */
export function eraseOldPrompts(tx: Db, most: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM job_prompt p USING (
      SELECT j.organization_id, j.id FROM organization o
      JOIN job j ON j.organization_id = o.id AND j.recorded_at < now() - make_interval(days => o.prompt_retention_days)
      JOIN job_prompt x ON x.organization_id = j.organization_id AND x.job_id = j.id
      WHERE o.prompt_retention_days IS NOT NULL LIMIT ${most}
    ) old WHERE p.organization_id = old.organization_id AND p.job_id = old.id`;
}
