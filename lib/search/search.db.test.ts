import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { logJob } from "@/lib/jobs/service/log";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { search } from "./service";

let actor: Actor;
let jobId: string;
let costCenterId: string;

beforeAll(async () => {
  actor = await anOrganization();
  ({ costCenterId } = await aCatalogue(actor));
  jobId = (await logJob(actor, aJob({ externalId: "gen-7f3", motif: "spring-hero", model: "Phoenix" }))).job.id;
});

const found = async (q: string, as = actor) =>
  (await search(as, { q })).data.map(({ kind, code }) => `${kind} ${code}`);

test("campaigns, cost centres and motifs by code or name, whatever the case", async () => {
  expect(await found("spring")).toEqual(["campaign SPRING26", "motif spring-hero"]);
  expect(await found("brand")).toEqual(["costCenter BRAND"]);
});

test("a job by the beginning of its external id, or of its own id", async () => {
  expect(await found("gen-7")).toEqual(["job gen-7f3"]);
  expect(await found(jobId.slice(0, 13))).toEqual(["job gen-7f3"]);
  expect(await found("7f3")).toEqual([]);
});

test("a wildcard is only a letter", async () => expect(await found("%")).toEqual([]));

test("nobody finds what is in another organization or cost centre", async () => {
  expect(await found("spring", await anOrganization())).toEqual([]);
  const outside = await aMember(actor, "logger", { costCenterIds: [] });
  expect(await found("gen-7", outside)).toEqual([]);
  expect(await found("brand", outside)).toEqual([]);
  const inside = await aMember(actor, "logger", { costCenterIds: [costCenterId] });
  expect(await found("gen-7", inside)).toEqual(["job gen-7f3"]);
});
