import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { jobById, logJob } from "@/lib/jobs/service/log";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { db } from "@/lib/server/db";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { reviewAsset, reviewJob, reviewJobs, withdrawImport } from "./service";

let actor: Actor;
const march = kpiQuery.parse({ from: "2026-03-01", to: "2026-03-31", groupBy: "campaign" });

beforeAll(async () => {
  actor = await anOrganization();
  await aCatalogue(actor);
});

const states = async (id: string) => (await jobById(actor, { id })).assets.map(({ state }) => state);

test("2 of 4 approved by count: CPAI = 0.036 ÷ 2", async () => {
  const own = await anOrganization();
  await aCatalogue(own);
  const { job } = await logJob(own, aJob());
  await reviewJob(own, { id: job.id, decisions: [1, 2].map((index) => ({ index, decision: "approved" as const })) });
  expect((await kpis(own, march)).total).toMatchObject({ approved: 2, decided: 2, costPerApprovedImage: "0.018" });
});

test("undoing a file of decisions gives back what was said before it, and every KPI to the last digit", async () => {
  const { job } = await logJob(actor, aJob({ externalId: "file-1", motif: "hero" }));
  await reviewJob(actor, { id: job.id, decisions: [{ index: 1, decision: "rejected" }] });
  const before = await kpis(actor, march);
  const importId = newId();
  const row = { externalId: "file-1", counts: { approved: 2 } };
  expect((await reviewJobs(actor, [row], importId)).results).toEqual([{ state: "accepted" }]);
  expect(await states(job.id)).toEqual(["approved", "approved", "open", "open"]);
  expect((await reviewJobs(actor, [row], importId)).results).toEqual([{ state: "replayed" }]);
  expect(await withdrawImport(actor, importId, "wrong file")).toBe(2);
  expect(await states(job.id)).toEqual(["rejected", "open", "open", "open"]);
  expect({ ...(await kpis(actor, march)), asOf: "" }).toEqual({ ...before, asOf: "" });
  expect(await withdrawImport(actor, importId, "again")).toBe(0);
  expect((await reviewJobs(actor, [row], newId())).results).toEqual([{ state: "accepted" }]);
});

test("a decision of somebody later than the file stays when the file is undone", async () => {
  const { job } = await logJob(actor, aJob({ externalId: "file-2" }));
  const importId = newId();
  await reviewJobs(actor, [{ externalId: "file-2", index: 1, decision: "approved" }], importId);
  await reviewJob(actor, { id: job.id, decisions: [{ index: 1, decision: "rejected" }] });
  expect(await withdrawImport(actor, importId, "undo")).toBe(0);
  expect((await states(job.id))[0]).toBe("rejected");
});

test("two reviewers on one picture at once: both words are kept, the last in server order is the state", async () => {
  const { job } = await logJob(actor, aJob());
  const id = job.assets[0]?.id ?? "";
  await Promise.all(
    (["approved", "rejected"] as const).map((decision) => reviewAsset(actor, { id, version: 1, decision })),
  );
  const words = await db().review.findMany({ where: { assetId: id }, orderBy: { seq: "asc" } });
  expect(words).toHaveLength(2);
  expect((await states(job.id))[0]).toBe(words[1]?.decision);
});

test("a logger may not decide, a picture of another organization is not there, counts beyond the pictures are refused", async () => {
  const { job } = await logJob(actor, aJob({ externalId: "file-3" }));
  const decisions = [{ index: 1, decision: "approved" as const }];
  await expect(reviewJob(await aMember(actor, "logger"), { id: job.id, decisions })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(reviewJob(await anOrganization(), { id: job.id, decisions })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(reviewJob(actor, { id: job.id, decisions: [{ index: 9, decision: "approved" }] })).rejects.toMatchObject(
    { code: "invalid_input" },
  );
  const { results } = await reviewJobs(
    actor,
    [
      { externalId: "file-3", counts: { approved: 5 } },
      { externalId: "nobody", index: 1, decision: "approved" },
    ],
    newId(),
  );
  expect(results.map((result) => ("errors" in result ? result.errors[0]?.code : "ok"))).toEqual([
    "MORE_THAN_DELIVERED",
    "UNKNOWN_JOB",
  ]);
});
