import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { closePeriod } from "@/lib/periods/service";
import { db } from "@/lib/server/db";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import { bookPrepared, prepareJobs } from "./service";
import { logJob } from "./service/log";

// An import prepares rows while the rows before are being booked. What others did meanwhile counts all the same.

let actor: Actor;
beforeEach(async () => {
  actor = await anOrganization();
  await aCatalogue(actor);
});

const ready = (...inputs: ReturnType<typeof aJob>[]) =>
  prepareJobs(
    actor,
    inputs.map((input) => ({ input, importKey: newId() })),
  );
const booked = () => ({ organizationId: actor.organization.id });

test("of two rows made ready, one was booked by somebody else meanwhile: the other is booked whole, and neither twice", async () => {
  const [theirs, ours] = [aJob({ externalId: "theirs" }), aJob({ externalId: "ours" })];
  const jobs = await ready(theirs, ours);
  expect(jobs.draft).toBeDefined();
  const { job } = await logJob(actor, theirs);
  const results = await bookPrepared(actor, jobs, "import");
  expect(results).toMatchObject([{ state: "replayed", id: job.id }, { state: "accepted" }]);
  expect(await db().job.count({ where: booked() })).toBe(2);
  expect(await db().attempt.count({ where: booked() })).toBe(2);
  expect(await db().ledgerEntry.count({ where: booked() })).toBe(2);
  expect(await db().asset.count({ where: booked() })).toBe(8);
});

test("a month that closed after its rows were made ready gets no entry of them", async () => {
  const jobs = await ready(aJob({ occurredAt: "2026-03-10T12:00:00Z" }));
  await closePeriod(actor, { id: "2026-03" });
  expect(await bookPrepared(actor, jobs, "import")).toMatchObject([{ state: "accepted" }]);
  const [entry] = await db().ledgerEntry.findMany({ where: booked() });
  expect(entry?.bookedPeriod).not.toEqual(new Date("2026-03-01"));
});
