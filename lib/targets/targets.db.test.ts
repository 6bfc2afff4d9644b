import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { addDays, dayIn } from "@/lib/core/period";
import { campaigns } from "@/lib/dimensions/service/campaigns";
import { db } from "@/lib/server/db";
import { aCatalogue, aMember, anOrganization } from "@/lib/testing/make";
import { targetInput } from "./schema";
import {
  changeTarget,
  freezeTarget,
  listTargets,
  removeTarget,
  setTarget,
  targetHistoryOf,
  targetsInForce,
  unfreezeTarget,
} from "./service";

let actor: Actor;
const today = dayIn("Europe/Berlin", new Date());
const yesterday = addDays(today, -1);
const tomorrow = addDays(today, 1);

beforeEach(async () => {
  actor = await anOrganization();
  await aCatalogue(actor);
});

const aTarget = (over: Record<string, unknown> = {}) =>
  targetInput.parse({
    metric: "costPerApprovedImage",
    scope: "costCenter",
    code: "brand",
    value: "0.5",
    firstDay: "2026-01-01",
    ...over,
  });

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("Nothing was refused");
  return error.errors?.[0]?.code ?? error.code;
}

const spans = (targets: { value: string; firstDay: string; lastDay: string | null }[]) =>
  targets.map(({ value, firstDay, lastDay }) => [value, firstDay, lastDay]);

test("a new version ends the one before, and both are there for the days that they counted on", async () => {
  await setTarget(actor, aTarget());
  expect((await setTarget(actor, aTarget({ value: "0.4", firstDay: tomorrow }))).previousEnds).toBe(today);
  const { data } = await listTargets(actor, {});
  expect(spans(data)).toEqual([
    ["0.5", "2026-01-01", today],
    ["0.4", tomorrow, null],
  ]);
  expect(spans(await targetsInForce(actor, { from: "2026-02-01", to: yesterday }))).toEqual([
    ["0.5", "2026-01-01", today],
  ]);
});

test("ten people who set a target at the same moment leave one in force on each day", async () => {
  await setTarget(actor, aTarget());
  const all = Array.from({ length: 10 }, (_, at) =>
    setTarget(actor, aTarget({ value: `0.${at + 1}`, firstDay: today })),
  );
  await Promise.all(all);
  const { data } = await listTargets(actor, {});
  expect(data.map(({ firstDay, lastDay }) => [firstDay, lastDay])).toEqual([
    ["2026-01-01", yesterday],
    [today, null],
  ]);
});

test("what has begun keeps its value; it can be ended, and days that are over keep their target", async () => {
  const { id } = await setTarget(actor, aTarget());
  expect(await refusal(changeTarget(actor, { id, value: "0.6" }))).toBe("HAS_BEGUN");
  expect(await refusal(removeTarget(actor, { id }))).toBe("HAS_BEGUN");
  expect(await refusal(changeTarget(actor, { id, lastDay: "2026-02-01" }))).toBe("IS_PAST");
  expect(await refusal(setTarget(actor, aTarget({ firstDay: "2026-06-01" })))).toBe("IS_PAST");
  expect((await changeTarget(actor, { id, lastDay: today })).lastDay).toBe(today);
});

test("what has not begun can be changed and removed", async () => {
  const { id } = await setTarget(actor, aTarget({ firstDay: tomorrow }));
  const changed = await changeTarget(actor, {
    id,
    value: "0.45",
    firstDay: addDays(today, 9),
    baseline: { value: "0.7", from: "2026-08-01", to: "2026-10-31" },
  });
  expect(changed).toMatchObject({ value: "0.45", baseline: { value: "0.7", from: "2026-08-01" } });
  await removeTarget(actor, { id });
  expect((await listTargets(actor, {})).data).toEqual([]);
});

test("a frozen target stays until somebody says why not, and the history tells", async () => {
  const { id } = await setTarget(actor, aTarget());
  await freezeTarget(actor, { id });
  expect(await refusal(changeTarget(actor, { id, lastDay: today }))).toBe("FROZEN");
  expect(await refusal(setTarget(actor, aTarget({ firstDay: tomorrow })))).toBe("FROZEN");
  await unfreezeTarget(actor, { id, reason: "New contract" });
  await setTarget(actor, aTarget({ firstDay: tomorrow, value: "0.4" }));
  const { data, events } = await targetHistoryOf(actor, { id });
  expect(data.map(({ value }) => value)).toEqual(["0.4", "0.5"]);
  expect(events.map(({ action, reason }) => [action, reason])).toEqual([
    ["set", null],
    ["unfrozen", "New contract"],
    ["frozen", null],
    ["set", null],
  ]);
  expect(await db().auditEntry.count({ where: { organizationId: actor.organization.id, subjectKind: "target" } })).toBe(
    4,
  );
});

test("a merge brings its target along, and says where it comes from", async () => {
  const organizationId = actor.organization.id;
  const old = crypto.randomUUID();
  await db().campaign.create({ data: { organizationId, id: old, code: "OLD2", name: "Old", effectiveId: old } });
  await setTarget(actor, aTarget({ scope: "campaign", code: "OLD2" }));
  await campaigns.merge(actor, { id: old, into: "SPRING26", preview: false });
  const { data } = await listTargets(actor, { code: "SPRING26" });
  expect(data.map(({ code, mergedFrom }) => [code, mergedFrom])).toEqual([["SPRING26", "OLD2"]]);
});

test("who is limited to cost centres sees and sets targets of these and their campaigns only", async () => {
  const organizationId = actor.organization.id;
  const other = crypto.randomUUID();
  await db().costCenter.create({ data: { organizationId, id: other, code: "SHOP", name: "Shop", effectiveId: other } });
  await setTarget(actor, aTarget());
  await setTarget(actor, aTarget({ code: "SHOP" }));
  const campaign = await setTarget(actor, aTarget({ scope: "campaign", code: "SPRING26" }));
  await setTarget(actor, aTarget({ scope: "organization", code: undefined }));
  const limited = await aMember(actor, "controller", { costCenterIds: [other] });
  const { data, limitedTo } = await listTargets(limited, {});
  expect(data.map(({ scope, code }) => [scope, code])).toEqual([
    ["costCenter", "SHOP"],
    ["organization", null],
  ]);
  expect(limitedTo).toEqual(["SHOP"]);
  expect(await refusal(targetHistoryOf(limited, { id: campaign.id }))).toBe("not_found");
  expect(await refusal(setTarget(limited, aTarget({ firstDay: tomorrow })))).toBe("UNKNOWN_CODE");
  expect(await refusal(setTarget(limited, aTarget({ scope: "campaign", code: "SPRING26" })))).toBe("UNKNOWN_CODE");
  expect(await refusal(setTarget(limited, aTarget({ scope: "organization", code: undefined })))).toBe("LIMITED");
});

test("only who may set targets does, and another organization's target does not exist", async () => {
  const { id } = await setTarget(actor, aTarget());
  expect(await refusal(setTarget(await aMember(actor, "creative_lead"), aTarget()))).toBe("forbidden");
  expect(await refusal(freezeTarget(await anOrganization(), { id }))).toBe("not_found");
});

test.each([
  [{ metric: "approvalRate", value: "60" }, "value"],
  [{ scope: "organization" }, "code"],
  [{ scope: "market", metric: "costPerCampaign", code: "DE" }, "metric"],
  [{ value: "0" }, "value"],
  [{ value: 0.5 }, "value"],
  [{ lastDay: "2025-12-31" }, "lastDay"],
])("bad input %j is refused at %s", (over, path) => {
  const { error } = targetInput.safeParse({ ...aTarget(), ...over });
  expect(error?.issues[0]?.path).toEqual([path]);
});
