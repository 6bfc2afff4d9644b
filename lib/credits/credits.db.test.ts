import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { addStarterLists } from "@/lib/dimensions/service";
import type { JobInput } from "@/lib/jobs/schema";
import { logJob } from "@/lib/jobs/service/log";
import { db, transaction } from "@/lib/server/db";
import { aMember, anOrganization } from "@/lib/testing/make";
import { estimateCredits } from "./rules";
import { creditFunctionInput } from "./schema";
import { addStarterCreditFunctions, creditFunctions } from "./service";
import {
  changeCreditFunction,
  createCreditFunction,
  creditAccuracy,
  listCreditFunctions,
  removeCreditFunction,
} from "./service/functions";

let actor: Actor;
beforeEach(async () => {
  actor = await anOrganization();
  await transaction((tx) => addStarterLists(tx, actor));
});

const point = { width: 1024, height: 1024, steps: null, images: 4, modules: [], credits: "40" };
const aFunction = (over: Record<string, unknown> = {}) =>
  creditFunctionInput.parse({
    ...{ provider: "leonardo", model: "Phoenix", kind: "generation", firstDay: "2026-01-01", points: [point] },
    ...over,
  });

test("a new version ends the one before the day before", async () => {
  const first = await createCreditFunction(actor, aFunction());
  await createCreditFunction(actor, aFunction({ model: "phoenix", firstDay: "2026-03-01", errorBand: "0.1" }));
  const { data } = await listCreditFunctions(actor, { limit: 50 });
  expect(data.map(({ firstDay, lastDay }) => [firstDay, lastDay])).toEqual([
    ["2026-03-01", null],
    ["2026-01-01", "2026-02-28"],
  ]);
  expect(data[1]).toMatchObject({ id: first.id, points: [point], formula: null, author: { kind: "member" } });
});

test("overlaps are refused, also when first versions race", async () => {
  const answers = await Promise.allSettled(Array.from({ length: 5 }, () => createCreditFunction(actor, aFunction())));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const answer of answers)
    if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "conflict" });
  await expect(createCreditFunction(actor, aFunction({ firstDay: "2025-12-01" }))).rejects.toMatchObject({
    code: "conflict",
  });
});

test("ending, note and mark can change, the function itself cannot; a mistake can be removed", async () => {
  const { id } = await createCreditFunction(actor, aFunction());
  const change = { id, lastDay: "2026-06-30", note: "until the new calculator" };
  expect(await changeCreditFunction(actor, change)).toMatchObject({ lastDay: "2026-06-30" });
  await expect(changeCreditFunction(actor, { id, lastDay: "2025-06-30" })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await removeCreditFunction(actor, { id });
  expect((await listCreditFunctions(actor, { limit: 50 })).data).toEqual([]);
});

test("other organizations see nothing of it, a viewer only reads", async () => {
  const { id } = await createCreditFunction(actor, aFunction());
  const stranger = await anOrganization();
  await expect(changeCreditFunction(stranger, { id, note: "x" })).rejects.toMatchObject({ code: "not_found" });
  await expect(removeCreditFunction(stranger, { id })).rejects.toMatchObject({ code: "not_found" });
  const viewer = await aMember(actor, "viewer");
  await expect(createCreditFunction(viewer, aFunction())).rejects.toMatchObject({ code: "forbidden" });
  expect((await listCreditFunctions(viewer, { limit: 50 })).data).toHaveLength(1);
});

test.each([
  ["4 pictures of 1024² with Diffusion XL: 66, as documented", { model: "Leonardo Diffusion XL + Alchemy v2" }, "66"],
  ["flux-pro-2.0 at 1440²: 0.000027 × 1440 × 1440 = 56 whole credits", flux(1), "56"],
  ["with a reference picture × 1.5 = 84", { ...flux(1), modules: ["image reference"] }, "84"],
  ["gpt-image-1.5 ULTRA at 1024²: 137", { model: "gpt-image-1.5 ULTRA", images: 1 }, "137"],
  ["an upscale is 15, whatever the model", { kind: "upscale", model: null, width: null, height: null }, "15"],
  ["removing a background is 5", { kind: "postprocess", model: null, modules: ["nobg"] }, "5"],
])("starter functions: %s", async (_, run, expected) => {
  await transaction((tx) => addStarterCreditFunctions(tx, actor));
  await transaction((tx) => addStarterCreditFunctions(tx, actor));
  const { id: providerId } = await db().provider.findFirstOrThrow({
    where: { organizationId: actor.organization.id, code: "leonardo" },
  });
  const functions = await creditFunctions(db(), actor.organization.id);
  const usual = { kind: "generation", width: 1024, height: 1024, steps: 30, images: 4, modules: [], model: null };
  const estimate = estimateCredits(functions, { ...usual, providerId, day: "2026-11-23", ...run });
  expect(estimate?.expected).toBe(expected);
});

function flux(images: number) {
  return { model: "flux-pro-2.0", width: 1440, height: 1440, images };
}

const aCharge = (amount: string, over: Partial<JobInput> = {}): JobInput => ({
  ...{
    occurredAt: new Date().toISOString(),
    provider: "leonardo",
    model: "Phoenix",
    kind: "generation",
    stage: "draft",
  },
  ...{ width: 1024, height: 1024, imagesRequested: 4, cost: { amount, unit: "CREDITS" } },
  ...over,
});

test("3 charges of 40 + 50 + 60 = 150, estimated 3 × 40 = 120: 20 % too low; estimates and old jobs do not count", async () => {
  await createCreditFunction(actor, aFunction());
  expect((await creditAccuracy(actor)).rows).toEqual([]);
  for (const amount of ["40", "50", "60"]) await logJob(actor, aCharge(amount));
  const { cost: _cost, ...estimated } = aCharge("0");
  await logJob(actor, estimated);
  await logJob(actor, aCharge("999", { occurredAt: new Date(Date.now() - 100 * 86_400_000).toISOString() }));
  const expected = { charges: 3, actual: "150", covered: 3, estimated: "120", deviation: "-0.2" };
  expect((await creditAccuracy(actor)).rows).toMatchObject([expected]);
  const limited = await aMember(actor, "controller", { costCenterIds: [newId()] });
  expect((await creditAccuracy(limited)).rows).toEqual([]);
});
