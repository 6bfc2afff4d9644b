import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { db, transaction } from "@/lib/server/db";
import { aMember, anOrganization } from "@/lib/testing/make";
import { costCenterOn, findByCode } from "./rules";
import { addStarterLists, bookingLists } from "./service";
import { campaigns } from "./service/campaigns";
import { costCenters, markets } from "./service/lists";
import { motifs } from "./service/motifs";
import { providers } from "./service/providers";
import { wallets } from "./service/wallets";

const everything = { limit: 200, archived: "all" } as const;
let actor: Actor;

beforeAll(async () => {
  actor = await anOrganization();
  await transaction((tx) => addStarterLists(tx, actor));
});

const fresh = () => `c-${newId()}`;
const aCampaign = (over: Partial<Parameters<typeof campaigns.create>[1]> = {}) =>
  campaigns.create(actor, { code: fresh(), name: "A campaign", ...over });
const aCostCenter = (code = fresh()) => costCenters.create(actor, { code, name: "A cost centre" });
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("Nothing was refused");
  return { code: error.code, first: error.errors?.[0]?.code, message: error.message };
};

/** One job of 3.5 EUR; only what the lists ask of it. */
async function aJob(campaignId: string, over: { occurredAt?: string; costCenterId?: string; voided?: boolean } = {}) {
  const lists = await bookingLists(db(), actor.organization.id);
  const idOf = (list: { id: string; code: string }[], code: string) => findByCode(list, code)?.id ?? "";
  await db().job.create({
    data: {
      organizationId: actor.organization.id,
      bodyHash: "x",
      providerId: idOf(lists.providers, "openai"),
      walletId: idOf(lists.wallets, "openai-api"),
      kind: "generation",
      stage: "draft",
      status: "succeeded",
      entry: "api",
      occurredAt: over.occurredAt ?? "2026-03-01T12:00:00Z",
      campaignId,
      marketId: idOf(lists.markets, "unassigned"),
      channelId: idOf(lists.channels, "unassigned"),
      costCenterId: over.costCenterId ?? idOf(lists.costCenters, "unassigned"),
      imagesRequested: 1,
      imagesDelivered: 1,
      authorKind: "system",
      attempts: 1,
      failedAttempts: 0,
      cost: "3.5",
      knownCost: "3.5",
      costOpen: "3.5",
      ...(over.voided ? { voidedAt: new Date(0) } : {}),
    },
  });
}

const merge = (id: string, into: string, preview = false) => campaigns.merge(actor, { id, into, preview });
const shown = async (id: string) => (await campaigns.one(actor, { id })).shownAs;

test("A into B, then B into C: A is shown as C; undoing B restores A as B, then A as itself", async () => {
  const [a, b, c] = [await aCampaign(), await aCampaign(), await aCampaign()];
  await merge(a.id, b.code);
  await merge(b.id, c.code);
  expect(await campaigns.one(actor, { id: a.id })).toMatchObject({ mergedInto: b.code, shownAs: c.code });
  await campaigns.unmerge(actor, { id: b.id });
  expect(await shown(a.id)).toBe(b.code);
  expect(await shown(b.id)).toBe(b.code);
  await campaigns.unmerge(actor, { id: a.id });
  expect(await shown(a.id)).toBe(a.code);
});

test("merges that close a circle, meet themselves, repeat or touch what is not assigned are refused", async () => {
  const [a, b] = [await aCampaign(), await aCampaign()];
  await merge(a.id, b.code);
  const { data } = await campaigns.page(actor, { ...everything, q: "unassigned" });
  const unassigned = data[0]?.id ?? "";
  const merges = [merge(b.id, a.code), merge(b.id, b.code), merge(a.id, b.code), merge(b.id, "unassigned")];
  expect((await Promise.all(merges.map(refusal))).map(({ first }) => first)).toEqual([
    "CIRCLE",
    "INTO_ITSELF",
    "ALREADY_MERGED",
    "INTO_UNASSIGNED",
  ]);
  expect(await refusal(merge(unassigned, b.code))).toMatchObject({ code: "conflict", first: "UNASSIGNED" });
  expect(await refusal(campaigns.archive(actor, { id: unassigned }))).toMatchObject({ first: "UNASSIGNED" });
  expect(await refusal(campaigns.unmerge(actor, { id: b.id }))).toMatchObject({ first: "NOT_MERGED" });
  expect(await shown(unassigned)).toBe("unassigned");
});

test("two merges at once never close a circle", async () => {
  const [a, b] = [await aCampaign(), await aCampaign()];
  const results = await Promise.allSettled([merge(a.id, b.code), merge(b.id, a.code)]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a preview tells 2 jobs and 7 EUR and changes nothing", async () => {
  const [a, b] = [await aCampaign(), await aCampaign()];
  await aJob(a.id);
  await aJob(a.id);
  await aJob(a.id, { voided: true });
  expect(await merge(a.id, b.code, true)).toEqual({
    preview: true,
    code: a.code,
    into: b.code,
    shownAs: b.code,
    jobs: 2,
    spend: "7",
    currency: "EUR",
  });
  expect(await shown(a.id)).toBe(a.code);
});

test("after any merges and undos every row is shown as the end of its chain", async () => {
  const step = fc.record({ from: fc.nat(5), into: fc.nat(5), undo: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
      const { data } = await markets.page(await isolated(), everything);
      const rows = data.filter(({ unassigned }) => !unassigned);
      for (const { from, into, undo } of steps) {
        const [source, target] = [rows[from], rows[into]];
        if (!source || !target) continue;
        const work = undo
          ? markets.unmerge(alone, { id: source.id })
          : markets.merge(alone, { id: source.id, into: target.code, preview: false });
        await work.catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error;
        });
      }
      const kept = await db().market.findMany({ where: { organizationId: alone.organization.id } });
      const byId = new Map(kept.map((row) => [row.id, row]));
      const end = (id: string): string => {
        const next = byId.get(id)?.mergedIntoId;
        return next ? end(next) : id;
      };
      for (const row of kept) expect(row.effectiveId).toBe(end(row.id));
    }),
    { numRuns: 25 },
  );
});

let alone: Actor;
async function isolated(): Promise<Actor> {
  alone = await anOrganization();
  for (let index = 0; index < 6; index += 1) await markets.create(alone, { code: `M${index}`, name: "A market" });
  return alone;
}

test("of ten racing requests for one code one wins, nine are told who has it", async () => {
  const code = fresh();
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) =>
      campaigns.create(actor, { code: index % 2 ? code : code.toUpperCase(), name: "Racing" }),
    ),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results)
    if (result.status === "rejected") expect(result.reason).toMatchObject({ errors: [{ code: "CODE_EXISTS" }] });
});

test("an archived row keeps its code and says so; restoring brings it back", async () => {
  const row = await aCampaign();
  await campaigns.archive(actor, { id: row.id });
  expect(await refusal(aCampaign({ code: row.code }))).toMatchObject({ first: "CODE_ARCHIVED" });
  const offered = await campaigns.page(actor, { limit: 200, archived: "false", q: row.code });
  expect(offered.data).toEqual([]);
  expect(await campaigns.restore(actor, { id: row.id })).toMatchObject({ archived: false });
});

test("a code changes until a job was logged with it, even a voided one; its case always may", async () => {
  const row = await aCampaign();
  const changed = await campaigns.change(actor, { id: row.id, code: `${row.code}-x` });
  expect(changed.code).toBe(`${row.code}-x`);
  await aJob(row.id, { voided: true });
  expect(await refusal(campaigns.change(actor, { id: row.id, code: fresh() }))).toMatchObject({ first: "CODE_IN_USE" });
  const other = await aCampaign();
  expect(await refusal(campaigns.change(actor, { id: row.id, code: other.code }))).toMatchObject({
    first: "CODE_EXISTS",
  });
  expect((await campaigns.change(actor, { id: row.id, code: changed.code.toUpperCase() })).code).toBe(
    changed.code.toUpperCase(),
  );
});

test("the last day may not come before the first, also when only one of them changes", async () => {
  const row = await aCampaign({ activeFrom: "2026-03-01", activeTo: "2026-03-31" });
  expect(await refusal(campaigns.change(actor, { id: row.id, activeTo: "2026-02-01" }))).toMatchObject({
    code: "invalid_input",
  });
  expect(await campaigns.change(actor, { id: row.id, activeTo: null, note: "Open end" })).toMatchObject({
    activeFrom: "2026-03-01",
    activeTo: null,
    note: "Open end",
  });
});

test("a campaign moves from a chosen day on; jobs that are booked stay and are counted", async () => {
  const [first, second] = [await aCostCenter(), await aCostCenter()];
  const row = await aCampaign({ activeFrom: "2026-01-01", costCenter: first.code });
  // Midnight in Berlin on 1 April is 22:00 in UTC on 31 March.
  await aJob(row.id, { costCenterId: first.id, occurredAt: "2026-03-31T21:59:59Z" });
  await aJob(row.id, { costCenterId: first.id, occurredAt: "2026-03-31T22:00:00Z" });
  const moved = await campaigns.move(actor, { id: row.id, costCenter: second.code, firstDay: "2026-04-01" });
  expect(moved.jobsKept).toBe(1);
  expect(moved.campaign.costCenters).toEqual([
    { firstDay: "2026-01-01", costCenter: first.code },
    { firstDay: "2026-04-01", costCenter: second.code },
  ]);
  const listed = findByCode((await bookingLists(db(), actor.organization.id)).campaigns, row.code);
  if (!listed) throw new Error("The campaign is missing");
  expect(costCenterOn(listed, "2025-12-31")).toBe(first.id);
  expect(costCenterOn(listed, "2026-03-31")).toBe(first.id);
  expect(costCenterOn(listed, "2026-04-01")).toBe(second.id);
  expect(moved.campaign.costCenter).toBe(second.code);
});

test("an unknown cost centre is refused with what may have been meant", async () => {
  await aCostCenter("KST-4711");
  const work = aCampaign({ costCenter: "KST-4712" });
  await expect(work).rejects.toMatchObject({ errors: [{ path: "costCenter", near: ["KST-4711"] }] });
});

test("other organizations' ids are not found, whatever is asked of them", async () => {
  const stranger = await anOrganization();
  const row = await aCampaign();
  const motif = await motifs.create(actor, { campaign: row.code, code: "hero" });
  const provider = await providers.create(actor, { code: fresh(), name: "A provider" });
  const asked = [
    campaigns.one(stranger, { id: row.id }),
    campaigns.change(stranger, { id: row.id, name: "Mine" }),
    campaigns.archive(stranger, { id: row.id }),
    campaigns.merge(stranger, { id: row.id, into: "x", preview: true }),
    campaigns.unmerge(stranger, { id: row.id }),
    campaigns.move(stranger, { id: row.id, costCenter: "unassigned", firstDay: "2026-01-01" }),
    motifs.one(stranger, { id: motif.id }),
    motifs.change(stranger, { id: motif.id, name: "Mine" }),
    providers.change(stranger, { id: provider.id, name: "Mine" }),
    providers.archive(stranger, { id: provider.id }),
  ];
  for (const { code } of await Promise.all(asked.map(refusal))) expect(code).toBe("not_found");
});

test("who is limited to cost centres sees only those, and adds none", async () => {
  const [mine, other] = [await aCostCenter(), await aCostCenter()];
  const row = await aCampaign({ costCenter: other.code });
  const limited = await aMember(actor, "controller", { costCenterIds: [mine.id] });
  expect((await costCenters.page(limited, everything)).data.map(({ code }) => code)).toEqual([mine.code]);
  expect((await refusal(costCenters.one(limited, { id: other.id }))).code).toBe("not_found");
  expect(await campaigns.one(limited, { id: row.id })).toMatchObject({ costCenter: null, costCenters: [] });
  expect((await refusal(costCenters.create(limited, { code: fresh(), name: "New" }))).code).toBe("forbidden");
  const move = campaigns.move(limited, { id: row.id, costCenter: mine.code, firstDay: "2026-01-01" });
  expect((await refusal(move)).code).toBe("forbidden");
});

test("viewers read and do not write; creative leads write motifs only", async () => {
  const viewer = await aMember(actor, "viewer");
  const lead = await aMember(actor, "creative_lead");
  const row = await aCampaign();
  expect((await campaigns.one(viewer, { id: row.id })).code).toBe(row.code);
  expect((await refusal(campaigns.archive(viewer, { id: row.id }))).code).toBe("forbidden");
  expect((await refusal(motifs.create(viewer, { campaign: row.code, code: "m" }))).code).toBe("forbidden");
  expect((await refusal(campaigns.archive(lead, { id: row.id }))).code).toBe("forbidden");
  expect(await motifs.create(lead, { campaign: row.code, code: "m", assetType: "hero" })).toMatchObject({
    campaign: row.code,
    code: "m",
    name: "m",
    assetType: "hero",
  });
});

test("pages of two hold each row once, in order of codes, without regard to case", async () => {
  const prefix = fresh();
  for (const code of ["b", "A", "c", "D", "e"]) await aCampaign({ code: `${prefix}${code}` });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await campaigns.page(actor, { limit: 2, archived: "false", q: prefix, cursor });
    seen.push(...page.data.map(({ code }) => code.slice(prefix.length)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(["A", "b", "c", "D", "e"]);
  expect((await refusal(campaigns.page(actor, { ...everything, cursor: "nonsense" }))).first).toBe("BAD_CURSOR");
  expect((await campaigns.page(actor, { ...everything, q: "100%_" })).data).toEqual([]);
});

test("a provider always has one default wallet, also when two are made the default at once", async () => {
  const code = fresh();
  const provider = await providers.create(actor, { code, name: "A provider" });
  const first = (await wallets.page(actor, { ...everything, provider: code })).data[0];
  expect(first).toMatchObject({ code, isDefault: true });
  const [b, c] = [
    await wallets.create(actor, { provider: code, code: fresh(), name: "B" }),
    await wallets.create(actor, { provider: code, code: fresh(), name: "C" }),
  ];
  await Promise.all([b, c].map(({ id }) => wallets.change(actor, { id, isDefault: true })));
  const { data } = await wallets.page(actor, { ...everything, provider: code });
  const defaults = data.filter(({ isDefault }) => isDefault);
  expect(defaults).toHaveLength(1);
  expect(await refusal(wallets.archive(actor, { id: defaults[0]?.id ?? "" }))).toMatchObject({ first: "IS_DEFAULT" });
  expect(await providers.change(actor, { id: provider.id, failuresAreFree: true })).toMatchObject({
    failuresAreFree: true,
  });
});

test("every write leaves one entry in the audit log, a preview none", async () => {
  const [a, b] = [await aCampaign(), await aCampaign()];
  await merge(a.id, b.code, true);
  await merge(a.id, b.code);
  await campaigns.unmerge(actor, { id: a.id });
  await campaigns.archive(actor, { id: a.id });
  await campaigns.archive(actor, { id: a.id });
  const entries = await db().auditEntry.findMany({
    where: { organizationId: actor.organization.id, subjectId: a.id },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action }) => action)).toEqual([
    "campaign.created",
    "campaign.merged",
    "campaign.unmerged",
    "campaign.archived",
  ]);
});
