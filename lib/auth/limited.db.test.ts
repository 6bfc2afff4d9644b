import { afterAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { foundOrganization } from "@/lib/founding/service";
import { jobInput } from "@/lib/jobs/schema";
import { jobListQuery } from "@/lib/jobs/schema/list";
import { correctJob, voidJob } from "@/lib/jobs/service/correct";
import { jobById, jobPage, logJob } from "@/lib/jobs/service/log";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { closeDatabase, db } from "@/lib/server/db";
import { aMember } from "@/lib/testing/make";

// A limit to cost centres, seen from the outside: what is not in it does not exist.

afterAll(closeDatabase);

async function aStudio(): Promise<Actor> {
  const owner = { name: "Ada", email: `limited-${newId()}@example.test`, password: "a long sentence" };
  const studio = { name: "Studio", currency: "EUR", timeZone: "Europe/Berlin", locale: "en" as const };
  const { actor } = await foundOrganization({ ...studio, owner });
  if (!actor) throw new Error("No admin");
  return actor;
}

/** A campaign that belongs to a cost centre of the same code; returns that cost centre. */
async function aCampaign({ organization: { id: organizationId } }: Actor, code: string): Promise<string> {
  const [costCenterId, campaignId] = [newId(), newId()];
  await db().costCenter.create({
    data: { organizationId, id: costCenterId, code, name: code, effectiveId: costCenterId },
  });
  await db().campaign.create({ data: { organizationId, id: campaignId, code, name: code, effectiveId: campaignId } });
  const firstDay = new Date("2020-01-01T00:00:00Z");
  await db().campaignCostCenter.create({
    data: { organizationId, campaignId, costCenterId, firstDay, authorKind: "system" },
  });
  return costCenterId;
}

const aJob = (campaign: string) =>
  jobInput.parse({
    occurredAt: "2026-03-02T10:00:00+01:00",
    provider: "own-gpu",
    kind: "generation",
    stage: "draft",
    campaign,
    imagesRequested: 2,
    cost: { amount: "3", unit: "EUR" },
  });

test("a limited member sees, sums and changes only their cost centres; the rest is not found", async () => {
  const admin = await aStudio();
  const mine = await aCampaign(admin, "MINE");
  await aCampaign(admin, "OTHER");
  const { job: visible } = await logJob(admin, aJob("MINE"));
  const { job: hidden } = await logJob(admin, aJob("OTHER"));
  const limited = await aMember(admin, "controller", { costCenterIds: [mine] });

  expect(await jobById(limited, { id: visible.id })).toMatchObject({ id: visible.id });
  const notFound = { code: "not_found" };
  await expect(jobById(limited, { id: hidden.id })).rejects.toMatchObject(notFound);
  await expect(voidJob(limited, { id: hidden.id, reason: "Not mine" })).rejects.toMatchObject(notFound);
  const change = { id: hidden.id, reason: "Not mine", imagesDelivered: 1 };
  await expect(correctJob(limited, change)).rejects.toMatchObject(notFound);

  const { data } = await jobPage(limited, jobListQuery.parse({}));
  expect(data.map(({ id }) => id)).toEqual([visible.id]);
  const march = kpiQuery.parse({ from: "2026-03-01", to: "2026-03-31" });
  expect((await kpis(limited, march)).total).toMatchObject({ spend: "3", jobs: 1 });
  expect((await kpis(admin, march)).total).toMatchObject({ spend: "6", jobs: 2 });
});

test("a limited member cannot book on other cost centres", async () => {
  const admin = await aStudio();
  const mine = await aCampaign(admin, "MINE");
  await aCampaign(admin, "OTHER");
  const limited = await aMember(admin, "logger", { costCenterIds: [mine] });
  expect((await logJob(limited, aJob("MINE"))).replayed).toBe(false);
  await expect(logJob(limited, aJob("OTHER"))).rejects.toThrow();
  expect(await db().job.count({ where: { organizationId: admin.organization.id } })).toBe(1);
});
