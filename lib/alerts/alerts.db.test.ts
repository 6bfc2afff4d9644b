import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { walletEntryInput } from "@/lib/balances/schema";
import { bookWalletEntry } from "@/lib/balances/service";
import { budgetInput } from "@/lib/budgets/schema";
import { setBudget } from "@/lib/budgets/service";
import type { Actor } from "@/lib/core/actor";
import { addDays, dayIn, monthStart } from "@/lib/core/period";
import { bookingLists } from "@/lib/dimensions/service";
import { assetTypes, costCenters, markets } from "@/lib/dimensions/service/lists";
import { motifs } from "@/lib/dimensions/service/motifs";
import { correctJob } from "@/lib/jobs/service/correct";
import { logJob } from "@/lib/jobs/service/log";
import { addChannel } from "@/lib/notifications/service";
import { inboxOf } from "@/lib/notifications/service/inbox";
import { sendDue } from "@/lib/notifications/service/send";
import { closeDatabase, db, pool } from "@/lib/server/db";
import { targetInput } from "@/lib/targets/schema";
import { setTarget } from "@/lib/targets/service";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { replayed } from "@/lib/testing/replay";
import { questionOf, sharedGroupings } from "./rules/rule";
import { GROUPINGS, ruleBody, ruleInput } from "./schema";
import { calibrationInput } from "./schema/calibration";
import {
  acknowledge,
  addSilence,
  alertDetail,
  alertHistory,
  changeRule,
  createRule,
  listAlerts,
  listRules,
  removeRule,
  ruleVersions,
} from "./service";
import { lookBack } from "./service/back";
import { applyCalibration, calibrationOf } from "./service/calibrate";
import { evaluateMarked, evaluateOne } from "./service/evaluate";
import { type Look, looksOf } from "./service/looks";
import { Past } from "./service/past";
import { previewRule } from "./service/preview";
import { Sight } from "./service/sight";

// A real receiver in this process: it answers what it is told to, and remembers what it was sent.
const receiver = await vi.hoisted(async () => {
  process.env.PRIVATE_WEBHOOK_HOSTS = "127.0.0.1";
  return { got: [] as { headers: Record<string, string>; body: string }[], answers: [] as ("ok" | "500" | "close")[] };
});
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString("utf8");
  });
  request.on("end", () => {
    receiver.got.push({ headers: request.headers as Record<string, string>, body });
    const answer = receiver.answers.shift() ?? "ok";
    if (answer === "close") return request.socket.destroy();
    response.writeHead(answer === "ok" ? 200 : 500).end();
  });
});

let admin: Actor;
let url = "";
const today = () => new Date().toISOString();
const marks = () => db().alertMark.count({ where: { organizationId: admin.organization.id } });
const dear = (credits: string) =>
  aJob({ occurredAt: today(), cost: { amount: credits, unit: "CREDITS" }, imagesRequested: 40 });

const RULE = ruleInput.parse({
  ...{ name: "Dear pictures", kind: "KPI_THRESHOLD", metric: "costPerImage", groupBy: "campaign" },
  ...{ warning: "1", critical: "5", pendingForHours: 0, keepFiringForHours: 0 },
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/hook`;
  admin = await anOrganization();
  await aCatalogue(admin);
});
afterAll(async () => {
  await new Promise<void>((done) => server.close(() => done()));
  await closeDatabase();
});

const isOpen = (filter: object) => Object.values(filter).every((codes: unknown[]) => codes.length === 0);
const evaluateNow = (at = new Date()) => evaluateOne(admin.organization.id, at, "all");

describe("from a committed write to a message", () => {
  test("without a rule nothing is marked; with one, no write path can forget", async () => {
    await logJob(admin, dear("1"));
    expect(await marks()).toBe(0);
    const channel = await addChannel(admin, { kind: "webhook", name: "Hook", target: url });
    const made = await createRule(admin, {
      ...RULE,
      recipients: { roles: ["admin", "controller"], members: [], channels: [channel.id] },
    });
    await evaluateNow();
    expect(await marks()).toBe(0);
    await logJob(admin, dear("40000"));
    expect(await marks()).toBeGreaterThan(0);

    // Two workers at once: 60.0015 / 80 pictures is under 1; 120 more makes it 2.25.
    const { job } = await logJob(admin, dear("80000"));
    const both = await Promise.allSettled([evaluateNow(), evaluateNow()]);
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
    await evaluateNow(new Date(Date.now() + 1000));
    const { data } = await listAlerts(admin, { state: "firing" });
    expect(data).toMatchObject([{ ruleId: made.id, scope: { key: "SPRING26" }, severity: "warning", incident: 1 }]);
    const { data: events } = await alertHistory(admin, { limit: 50 });
    expect(events.map(({ transition }) => transition)).toEqual(["fired"]);
    expect(events[0]?.sample).toMatchObject({ numerator: "180.0015", denominator: "120" });

    // Delivery: 500, then closed, then taken; the same id and a true signature every time.
    receiver.answers.push("500", "close");
    let now = Date.now() + 2000;
    const clock = () => new Date(now);
    for (const wait of [0, 60_000, 300_000]) {
      now += wait;
      await sendDue(clock);
      await sendDue(clock);
    }
    expect(receiver.got).toHaveLength(3);
    expect(new Set(receiver.got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    for (const { body, headers } of receiver.got)
      expect(new Webhook(channel.secret ?? "").verify(body, headers)).toMatchObject({ type: "alert.fired" });
    const detail = await alertDetail(admin, { id: data[0]?.id ?? "" });
    const sent = detail.deliveries[0]?.deliveries.find(({ kind }) => kind === "webhook");
    expect(sent).toMatchObject({ state: "sent", attempts: [{ detail: "HTTP 500" }, { ok: false }, { ok: true }] });

    // Acknowledged, then a correction: recovered, once.
    expect(await acknowledge(admin, { id: data[0]?.id ?? "", note: "Looking" })).toMatchObject({
      acknowledged: { note: "Looking" },
    });
    await correctJob(admin, { id: job.id, reason: "Wrong", cost: { amount: "100", unit: "CREDITS" } });
    await evaluateNow(new Date(Date.now() + 5000));
    await evaluateNow(new Date(Date.now() + 6000));
    const { data: after } = await alertHistory(admin, { limit: 50 });
    expect(after.map(({ transition }) => transition)).toEqual(["recovered", "fired"]);
    const { data: inbox } = await inboxOf(admin, { limit: 10 });
    expect(inbox.map(({ message }) => message.transition)).toEqual(["recovered", "fired"]);
    // A campaign is driven by its markets and channels.
    const drivers = inbox[1]?.message.drivers ?? [];
    expect(drivers[0]).toMatchObject({ spend: "180.0015", change: "180.0015" });
  });

  test("replay over the stored samples gives the stored events", async () => {
    const { said, stored } = await replayed(admin.organization.id);
    expect(stored.map(({ transition }) => transition)).toEqual(["fired", "recovered"]);
    expect(said).toEqual(stored);
  });

  test("a silence tells nobody and changes no state", async () => {
    const [rule] = (await alertHistory(admin, { limit: 1 })).data;
    const { id } = await logJob(admin, dear("400000")).then(({ job }) => job);
    const endsAt = new Date(Date.now() + 86_400_000).toISOString();
    await addSilence(admin, { rule: rule?.ruleId ?? "", scope: null, endsAt, reason: "Migration" });
    const before = (await inboxOf(admin, { limit: 50 })).data.length;
    await evaluateNow(new Date(Date.now() + 10_000));
    expect((await listAlerts(admin, { state: "firing" })).data).toMatchObject([
      { silenced: true, open: true, incident: 2 },
    ]);
    expect((await inboxOf(admin, { limit: 50 })).data.length).toBe(before);
    await correctJob(admin, { id, reason: "Wrong", cost: { amount: "1", unit: "CREDITS" } });
  });

  test("a silence of more than 30 days is refused", async () => {
    const endsAt = new Date(Date.now() + 32 * 86_400_000).toISOString();
    const asked = addSilence(admin, { rule: null, scope: null, endsAt, reason: "Holiday" });
    await expect(asked).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("every save is a version with what it changed; the same again is none", async () => {
    const [event] = (await alertHistory(admin, { limit: 1 })).data;
    const id = event?.ruleId ?? "";
    await changeRule(admin, { ...RULE, id, warning: "2", note: "Too tight" });
    await changeRule(admin, { ...RULE, id, warning: "2", note: null });
    const { data } = await ruleVersions(admin, { id });
    expect(data.map(({ version, note }) => [version, note])).toEqual([
      [2, "Too tight"],
      [1, null],
    ]);
    expect(data[0]?.changes).toContainEqual({ field: "warning", from: "1", to: "2" });
  });

  test("who is limited to another cost centre sees and hears nothing, and writes no rule", async () => {
    const limited = await aMember(admin, "controller", { costCenterIds: [crypto.randomUUID()] });
    expect((await listAlerts(limited, { state: "all" })).data).toEqual([]);
    expect((await inboxOf(limited, { limit: 10 })).data).toEqual([]);
    await expect(createRule(limited, RULE)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("the preview of 90 days sees on each day what a live run would have seen on it", async () => {
    const lists = await bookingLists(db(), admin.organization.id);
    await logJob(admin, aJob({ occurredAt: new Date(Date.now() - 9 * 86_400_000).toISOString() }));
    for (const metric of ["costPerImage", "costPerApprovedImage", "wasteShare"] as const) {
      const body = ruleBody.parse({ ...RULE, metric });
      const present = new Sight(admin, lists, new Date());
      const days = { from: addDays(present.today, -150), to: present.today };
      const past = new Past(days, await present.daily(questionOf(body, days)));
      for (const back of [0, 1, 5, 9, 20]) {
        const at = new Date(Date.now() - back * 86_400_000);
        expect(await looksOf(present.on(at, past), body)).toEqual(await looksOf(new Sight(admin, lists, at), body));
      }
    }
  });

  test("a rule that shares its question with others sees what it sees alone", async () => {
    await costCenters.create(admin, { code: "SHOP", name: "Shop" });
    await markets.create(admin, { code: "DE", name: "Germany" });
    const motif = { campaign: "SPRING26", code: "can-1" };
    await assetTypes.create(admin, { code: "hero", name: "Hero" });
    await motifs.create(admin, { ...motif, name: "Can", assetType: "hero" });
    await logJob(admin, aJob({ occurredAt: today(), market: "DE", motif: motif.code }));
    const lists = await bookingLists(db(), admin.organization.id);
    const filters = [
      { costCenter: ["BRAND"] },
      { market: ["DE"] },
      { costCenter: ["SHOP"], campaign: ["SPRING26"] },
      { assetType: ["hero"] },
      {},
    ];
    const bodies = GROUPINGS.flatMap((groupBy) =>
      filters.map((filter) => ruleBody.parse({ ...RULE, groupBy, filter })),
    );
    const shared = sharedGroupings(bodies.flatMap((body) => [body, body, body]));
    expect(shared.size).toBeGreaterThan(3);
    const now = new Date();
    const seen = async (of: typeof shared) => {
      const sight = new Sight(admin, lists, now, null, of);
      const looks = await Promise.all(bodies.map((body) => looksOf(sight, body)));
      return looks.map((own) => own.toSorted((a, b) => a.groupKey.localeCompare(b.groupKey)));
    };
    const alone = await seen(new Set());
    expect(alone.flat().filter(({ sample }) => sample.counts?.jobs)).not.toHaveLength(0);
    expect(await seen(shared)).toEqual(alone);
    // Pictures without a motif have no asset type, and are no scope of their own.
    const ofTypes = alone[bodies.findIndex(({ groupBy, filter }) => groupBy === "assetType" && isOpen(filter))];
    expect(ofTypes).toMatchObject([{ groupKey: "hero", name: "Hero", sample: { counts: { jobs: 1 } } }]);
  });

  test("a campaign without a target of its own is held to its cost centre's, not to the organization's", async () => {
    const target = { metric: "costPerImage" as const, firstDay: dayIn(admin.organization.timeZone, new Date()) };
    await setTarget(admin, targetInput.parse({ ...target, scope: "organization", value: "9" }));
    await setTarget(admin, targetInput.parse({ ...target, scope: "costCenter", code: "BRAND", value: "0.5" }));
    const sight = new Sight(admin, await bookingLists(db(), admin.organization.id), new Date());
    const looks = await looksOf(sight, ruleBody.parse({ ...RULE, warning: null, target: true }));
    expect(looks).toMatchObject([{ groupKey: "SPRING26", sample: { thresholds: { warning: "0.5" } } }]);
  });

  test("a rule that cannot be computed three times in a row is an error of its own; the others go on", async () => {
    const { id } = await createRule(admin, { ...RULE, name: "Broken" });
    const filter = { costCenter: [], campaign: ["GONE"], market: [], channel: ["GONE"] };
    await db().alertRuleVersion.create({
      data: {
        ...{ organizationId: admin.organization.id, ruleId: id, version: 2, authorKind: "system" },
        body: { ...ruleBody.parse(RULE), filter },
      },
    });
    await db().alertRule.update({
      where: { organizationId_id: { organizationId: admin.organization.id, id } },
      data: { version: 2 },
    });
    for (const minute of [1, 2, 3, 4]) await evaluateNow(new Date(Date.now() + minute * 60_000));
    const { data } = await alertHistory(admin, { limit: 50, rule: id });
    expect(data.map(({ transition }) => transition)).toEqual(["failed"]);
    await removeRule(admin, { id });
  });

  test("the preview is the same machine over 90 days", async () => {
    const preview = await previewRule(admin, { ...RULE, warning: "0.2" });
    expect(preview.scopes).toMatchObject([{ key: "SPRING26", fired: 1, now: { status: "OK" } }]);
  });
});

test("the course of budgets and balances is what live runs saw on their days, whatever was logged later", async () => {
  const other = await anOrganization();
  const { walletId } = await aCatalogue(other);
  const day = (back: number) => addDays(dayIn(other.organization.timeZone, new Date()), -back);
  const entry = { id: walletId, type: "grant", quantity: "100000", day: day(60) };
  await bookWalletEntry(other, walletEntryInput.parse(entry));
  const firstDay = monthStart(day(60));
  for (const over of [{ amount: "20" }, { amount: "9000", unit: "CREDITS", provider: "leonardo" }])
    await setBudget(
      other,
      budgetInput.parse({ campaign: "SPRING26", period: "month", rollOver: true, firstDay, ...over }),
    );
  const bodies = [
    { kind: "BUDGET_STEP" },
    { kind: "BUDGET_FORECAST", warning: "1" },
    { kind: "BALANCE_LOW", measure: "creditsLeft", warning: "100" },
    { kind: "BALANCE_LOW", measure: "daysLeft", warning: "14" },
  ].map((body) => ruleBody.parse({ ...body, name: "Watch" }));
  const sightOn = async (at: Date) => new Sight(other, await bookingLists(db(), other.organization.id), at);
  const days = [45, 31, 9, 2, 0].map((back) => new Date(Date.now() - back * 86_400_000));
  const live: Look[][][] = [];
  for (const at of days) {
    await logJob(other, { ...dear("4000"), occurredAt: at.toISOString() });
    const sight = await sightOn(at);
    live.push(await Promise.all(bodies.map((body) => looksOf(sight, body))));
  }
  expect(live.flat(2).filter(({ sample }) => sample.status === "OK").length).toBeGreaterThan(20);
  const stretch = { from: day(50), to: day(0) };
  for (const [at, body] of bodies.entries()) {
    const back = await lookBack(db(), await sightOn(new Date()), body, stretch);
    const seen = await Promise.all(days.map((moment) => back(moment, new Set())));
    expect(seen).toEqual(live.map((looks) => looks[at]));
  }
});

test("one job far above its kind is an event at once, and none when it is corrected", async () => {
  const other = await anOrganization();
  await aCatalogue(other);
  const rule = ruleInput.parse({ name: "Outliers", kind: "JOB_OUTLIER", warning: "3" });
  await createRule(other, rule);
  const elsewhere = ruleInput.parse({ ...rule, name: "Elsewhere", filter: { costCenter: ["OTHER"] } });
  await costCenters.create(other, { code: "OTHER", name: "Other" });
  await createRule(other, elsewhere);
  for (let at = 0; at < 31; at += 1)
    await logJob(other, aJob({ occurredAt: today(), cost: { amount: "10", unit: "CREDITS" } }));
  const { job } = await logJob(other, aJob({ occurredAt: today(), cost: { amount: "31", unit: "CREDITS" } }));
  // Somebody is at the many rules that wait a minute: this one waits for nobody.
  const busy = await pool().connect();
  await busy.query("BEGIN");
  await busy.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`alerts later ${other.organization.id}`]);
  expect(await evaluateMarked(() => new Date(), "later")).toBe(0);
  expect(await evaluateMarked(() => new Date(), "now")).toBeGreaterThan(0);
  await busy.query("ROLLBACK");
  busy.release();
  expect((await listAlerts(other, { state: "firing" })).data).toMatchObject([
    { rule: { name: "Outliers" }, scope: { key: job.id }, state: "FIRING" },
  ]);
  expect(await previewRule(other, rule)).toMatchObject({ fired: 1, scopes: [{ key: job.id, now: { value: "3.1" } }] });
  expect(await previewRule(other, elsewhere)).toMatchObject({ fired: 0, scopes: [] });
  await correctJob(other, { id: job.id, reason: "Typo", cost: { amount: "10", unit: "CREDITS" } });
  await evaluateOne(other.organization.id, new Date(Date.now() + 1000), "marked");
  expect((await listAlerts(other, { state: "firing" })).data).toEqual([]);

  // Nobody corrects this one: after a week it is over, once, and nobody is told.
  const { job: second } = await logJob(other, aJob({ occurredAt: today(), cost: { amount: "40", unit: "CREDITS" } }));
  for (const days of [0, 1, 8, 9])
    await evaluateOne(other.organization.id, new Date(Date.now() + 2000 + days * 86_400_000), "all");
  const { data } = await alertHistory(other, { limit: 10 });
  expect(data.flatMap(({ scope, reason, quiet }) => (scope.key === second.id ? [`${reason} ${quiet}`] : []))).toEqual([
    "PERIOD_ENDED true",
    "THRESHOLD false",
  ]);
});

describe("a pilot campaign", () => {
  const pilot = { campaign: "SPRING26" };
  const wanted = (over: object) =>
    calibrationInput.parse({ ...pilot, scope: "costCenter", code: "BRAND", frozen: true, ...over });
  const both = { target: "0.01", warning: "0.011", critical: "0.013" };
  const lines = [
    { metric: "costPerImage", ...both },
    { metric: "approvalRate", target: "0.75" },
  ];

  test("its figures are proposed, and become frozen targets with that baseline and rules for each campaign", async () => {
    const actor = await anOrganization();
    await aCatalogue(actor);
    const reviewed = { approved: 30, rejected: 10 };
    for (const back of [30, 20, 10])
      await logJob(actor, {
        ...dear("240"),
        ...{ occurredAt: new Date(Date.now() - back * 86_400_000).toISOString(), reviewed },
      });
    const { days, campaign, proposals } = await calibrationOf(actor, pilot);
    expect(campaign).toEqual({ code: "SPRING26", name: "Spring" });
    const byMetric = new Map(proposals.map((one) => [one.metric, one]));
    expect(byMetric.get("costPerImage")).toMatchObject({
      target: "0.009",
      sample: { value: "0.009", numerator: "1.08" },
    });
    expect(byMetric.get("approvalRate")).toMatchObject({
      target: "0.75",
      sample: { numerator: "90", denominator: "120" },
    });
    expect(byMetric.get("costPerVariation")).toMatchObject({ target: null, sample: { guard: "MIN_SAMPLE" } });

    const { targets, rules } = await applyCalibration(actor, wanted({ lines }));
    const baseline = { value: "0.009", ...days };
    expect(targets).toMatchObject([
      { metric: "costPerImage", scope: "costCenter", code: "BRAND", value: "0.01", frozen: true, baseline },
      { metric: "approvalRate", value: "0.75", frozen: true },
    ]);
    const filter = { costCenter: ["BRAND"], campaign: [], market: [], channel: [] };
    expect(rules).toMatchObject([
      { metric: "costPerImage", groupBy: "campaign", filter, warning: "0.011", critical: "0.013" },
    ]);

    // All or none: the second figure's target is frozen, so the first one's rule is not written either.
    const again = wanted({ lines: [{ metric: "wasteShare", warning: "0.5" }, ...lines] });
    await expect(applyCalibration(actor, again)).rejects.toMatchObject({
      errors: [{ code: "FROZEN", path: "lines.1.target" }],
    });
    expect((await listRules(actor)).data).toHaveLength(1);

    await expect(calibrationOf(actor, { campaign: "NONE" })).rejects.toMatchObject({ errors: [{ path: "campaign" }] });
    const early = { ...pilot, to: "2026-01-01" };
    expect(await calibrationOf(actor, early)).toMatchObject({ days: null, proposals: [] });
    const limited = await aMember(actor, "controller", { costCenterIds: [crypto.randomUUID()] });
    expect(await calibrationOf(limited, pilot)).toMatchObject({ campaign: { name: "SPRING26" }, days: null });
    await expect(applyCalibration(limited, wanted({ lines }))).rejects.toMatchObject({ errors: [{ path: "code" }] });
    const lead = await aMember(actor, "creative_lead");
    await expect(applyCalibration(lead, wanted({ lines }))).rejects.toMatchObject({ code: "forbidden" });
  });

  test.each([
    [{ lines: [] }, "lines"],
    [{ lines: [{ metric: "costPerImage" }] }, "lines.0.target"],
    [{ lines: [...lines, { metric: "costPerImage", ...both }] }, "lines.2.metric"],
    [{ lines: [{ metric: "approvalRate", target: "75" }] }, "lines.0.target"],
    [{ lines: [{ metric: "costPerImage", warning: "2", critical: "1" }] }, "lines.0.critical"],
    [{ lines, scope: "organization" }, "code"],
    [{ lines, from: "2026-02-01", to: "2026-01-01" }, "to"],
  ])("%j is refused at %s", (over, path) => {
    const { error } = calibrationInput.safeParse({ ...pilot, scope: "costCenter", code: "BRAND", ...over });
    expect(error?.issues[0]?.path.join(".")).toBe(path);
  });
});
