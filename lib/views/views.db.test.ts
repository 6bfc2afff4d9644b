import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { campaigns } from "@/lib/dimensions/service/campaigns";
import { logJob } from "@/lib/jobs/service/log";
import { db } from "@/lib/server/db";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { viewInput } from "./schema";
import { changeView, chooseStartPage, listViews, oneView, removeView, saveView, startPageOf } from "./service";

let admin: Actor;
let mara: Actor;
let jo: Actor;
let ids: Awaited<ReturnType<typeof aCatalogue>>;
beforeAll(async () => {
  admin = await anOrganization();
  ids = await aCatalogue(admin);
  await logJob(admin, aJob({ tags: { artist: "mk" } }));
  [mara, jo] = [await aMember(admin, "creative_lead"), await aMember(admin, "viewer")];
});

const aView = (over: object = {}) => viewInput.parse({ page: "explore", name: "Spring", ...over });
const namesOf = async (actor: Actor) => (await listViews(actor, {})).data.map(({ name }) => name);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; errors?: { code: string; path: string }[] }) => ({
      code: error.code,
      first: error.errors?.[0]?.code,
      path: error.errors?.[0]?.path,
    }),
  );
const audited = async (id: string) =>
  (await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } })).map(({ action }) => action);

test("a private view is its author's alone; shared, everybody opens it and only author and admins change it", async () => {
  const kept = await saveView(mara, aView({ name: "Mine", params: { campaign: "SPRING26", rows: "provider" } }));
  expect(kept).toMatchObject({ own: true, changeable: true, issues: [], params: { campaign: ["SPRING26"] } });
  expect(kept.href).toBe(`/explore?rows=provider&campaign=SPRING26&saved=${kept.id}`);
  expect(await namesOf(jo)).not.toContain("Mine");
  expect(await refusal(oneView(jo, { id: kept.id }))).toMatchObject({ code: "not_found" });
  expect(await refusal(changeView(admin, { id: kept.id, name: "x" }))).toMatchObject({ code: "not_found" });
  expect(await audited(kept.id)).toEqual([]);

  await changeView(mara, { id: kept.id, shared: true });
  expect(await oneView(jo, { id: kept.id })).toMatchObject({
    own: false,
    changeable: false,
    author: { name: mara.name },
  });
  expect(await refusal(changeView(jo, { id: kept.id, name: "x" }))).toMatchObject({ first: "NOT_YOUR_VIEW" });
  expect(await refusal(removeView(jo, { id: kept.id }))).toMatchObject({ first: "NOT_YOUR_VIEW" });
  await changeView(admin, { id: kept.id, name: "Ours", params: { campaign: ["SPRING26"] } });
  await removeView(admin, { id: kept.id });
  expect(await namesOf(mara)).not.toContain("Ours");
  expect(await audited(kept.id)).toEqual(["view.shared", "view.changed", "view.removed"]);
});

test("one name per person and page, and one among the shared ones, without regard to case", async () => {
  await saveView(mara, aView({ name: "Weekly", shared: true }));
  expect(await refusal(saveView(mara, aView({ name: "weekly" })))).toMatchObject({ first: "NAME_TAKEN", path: "name" });
  expect(await refusal(saveView(jo, aView({ name: "WEEKLY", shared: true })))).toMatchObject({ first: "NAME_TAKEN" });
  const own = await saveView(jo, aView({ name: "Weekly" }));
  await saveView(jo, aView({ name: "Weekly", page: "jobs" }));
  expect(await refusal(changeView(jo, { id: own.id, shared: true }))).toMatchObject({ first: "NAME_TAKEN" });
});

test("a parameter that the page does not have is refused, with what may have been meant", async () => {
  const wrong = saveView(mara, aView({ params: { campain: "SPRING26" } }));
  await expect(wrong).rejects.toMatchObject({
    code: "invalid_input",
    errors: [{ path: "params.campain", code: "UNKNOWN_PARAMETER", near: ["campaign"] }],
  });
});

test("an archived campaign is said and stays; a renamed one, a tag without jobs and a lost parameter are left out", async () => {
  const { id: archived } = await campaigns.create(admin, { code: "OLD", name: "Old one", costCenter: "BRAND" });
  const { id: renamed } = await campaigns.create(admin, { code: "BEFORE", name: "Before", costCenter: "BRAND" });
  const params = { campaign: ["OLD", "BEFORE", "SPRING26"], tag: ["artist:mk", "artist:nobody"], sort: "-jobs" };
  const { id } = await saveView(mara, aView({ name: "Ages", params }));
  await campaigns.archive(admin, { id: archived });
  await campaigns.change(admin, { id: renamed, code: "AFTER" });
  await db().$executeRaw`UPDATE saved_view SET params = params || '{"lost": ["1"]}' WHERE id = ${id}::uuid`;
  const opened = await oneView(mara, { id });
  const query = new URL(opened.href, "http://x").searchParams;
  expect([query.getAll("campaign"), query.getAll("tag"), query.get("sort"), query.get("lost")]).toEqual([
    ["OLD", "SPRING26"],
    ["artist:mk"],
    "-jobs",
    null,
  ]);
  expect(opened.issues.map(({ code, value, name }) => [code, value ?? name])).toEqual(
    expect.arrayContaining([
      ["ARCHIVED", "OLD"],
      ["UNKNOWN_CODE", "BEFORE"],
      ["UNKNOWN_CODE", "artist:nobody"],
      ["UNKNOWN_PARAMETER", null],
    ]),
  );
});

test("who is limited to cost centres opens a shared view without those of others", async () => {
  const limited = await aMember(admin, "viewer", { costCenterIds: [ids.costCenterId] });
  const { id } = await saveView(
    mara,
    aView({ name: "All", shared: true, params: { costCenter: ["BRAND", "unassigned"] } }),
  );
  expect((await oneView(mara, { id })).issues).toEqual([]);
  const opened = await oneView(limited, { id });
  expect(opened.issues).toMatchObject([{ code: "UNKNOWN_CODE", value: "unassigned" }]);
  expect(opened.href).toBe(`/explore?costCenter=BRAND&saved=${id}`);
});

test("a person begins with a page or a view; with the overview again once it is gone or not theirs to see", async () => {
  expect(await startPageOf(jo)).toEqual({ page: "overview", view: null, href: "/overview" });
  expect(await chooseStartPage(jo, { page: "review" })).toMatchObject({ href: "/review" });
  const shared = await saveView(mara, aView({ name: "Begin", shared: true, params: { rows: "provider" } }));
  const chosen = await chooseStartPage(jo, { view: shared.id });
  expect(chosen).toEqual({ page: "explore", view: { id: shared.id, name: "Begin" }, href: shared.href });
  await chooseStartPage(mara, { view: shared.id });

  await changeView(mara, { id: shared.id, shared: false });
  expect(await startPageOf(jo)).toMatchObject({ page: "overview" });
  expect(await startPageOf(mara)).toMatchObject({ view: { name: "Begin" } });
  expect(await refusal(chooseStartPage(jo, { view: shared.id }))).toMatchObject({ code: "not_found" });
  await removeView(mara, { id: shared.id });
  expect(await startPageOf(mara)).toMatchObject({ page: "overview" });
  await chooseStartPage(jo, { page: "jobs" });
  expect(await chooseStartPage(jo, { page: "overview" })).toMatchObject({ href: "/overview" });
});

test("a key has views of its own, but nothing to begin with", async () => {
  const key: Actor = { ...jo, kind: "api_key", id: "00000000-0000-7000-8000-000000000001" };
  await saveView(key, aView({ name: "By script" }));
  expect(await namesOf(key)).toContain("By script");
  expect(await namesOf(jo)).not.toContain("By script");
  expect(await refusal(chooseStartPage(key, { page: "jobs" }))).toMatchObject({ first: "NOT_A_PERSON" });
});

test("views of another organization are not there", async () => {
  const stranger = await anOrganization();
  const { id } = await saveView(mara, aView({ name: "Here only", shared: true }));
  expect(await namesOf(stranger)).toEqual([]);
  expect(await refusal(oneView(stranger, { id }))).toMatchObject({ code: "not_found" });
  expect(await refusal(removeView(stranger, { id }))).toMatchObject({ code: "not_found" });
});
