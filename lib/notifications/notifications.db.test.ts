import { createServer, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { closeDatabase, db, transaction } from "@/lib/server/db";
import { aCatalogue, aMember, anOrganization } from "@/lib/testing/make";
import type { ChannelInput, Message, Preference } from "./schema";
import { addChannel, changeChannel, type Handed, hand, listChannels, renewSecret, testChannel } from "./service";
import { prepareDigests } from "./service/digest";
import { changePreference, inboxOf, readInbox } from "./service/inbox";
import { listDeliveries, resend } from "./service/log";
import { claim, sendDue } from "./service/send";

// A real mail server and a real receiver in this process, before anything reads the settings.
const { smtp, mails, refusals } = await vi.hoisted(async () => {
  const { SMTPServer } = await import("smtp-server");
  const mails: { to: string; text: string }[] = [];
  const refusals: number[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
      stream.on("end", () => {
        const code = refusals.shift();
        if (code) return done(Object.assign(new Error("Try again later"), { responseCode: code }));
        mails.push({ to: session.envelope.rcptTo[0]?.address ?? "", text });
        done(null);
      });
    },
  });
  await new Promise<void>((done) => smtp.listen(0, "127.0.0.1", done));
  const address = smtp.server.address();
  process.env.SMTP_URL = `smtp://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  process.env.PRIVATE_WEBHOOK_HOSTS = "127.0.0.1";
  return { smtp, mails, refusals };
});

type Got = { path: string; headers: Record<string, string>; body: string };
type Answer = "ok" | "500" | "close" | "hang";
const got: Got[] = [];
const answers: Answer[] = [];
const HOW: Record<Answer, (response: ServerResponse) => void> = {
  ok: (response) => response.writeHead(200).end("thank you"),
  "500": (response) => response.writeHead(500).end("out of\r\norder"),
  close: (response) => response.socket?.destroy(),
  hang: () => undefined,
};
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString("utf8");
  });
  request.on("end", () => {
    got.push({ path: request.url ?? "", headers: request.headers as Record<string, string>, body });
    HOW[answers.shift() ?? "ok"](response);
  });
});

let admin: Actor;
let brand = "";
let base = "";
beforeAll(async () => {
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  const address = receiver.address();
  base = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
beforeEach(async () => {
  for (const list of [got, answers, mails, refusals]) list.length = 0;
  admin = await anOrganization();
  brand = (await aCatalogue(admin)).costCenterId;
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise<void>((done) => receiver.close(() => done()));
  await new Promise<void>((done) => smtp.close(done));
  await closeDatabase();
});

/** Wednesday, noon in Berlin. */
const NOON = Date.parse("2026-11-25T11:00:00Z");
const MINUTE = 60_000;
const at = (ms: number) => () => new Date(ms);

const aMessage = (over: Partial<Message> = {}): Message => ({
  ...{ kind: "alert", transition: "fired", severity: "critical", ruleId: newId(), ruleName: "Dear pictures" },
  ...{ ruleVersion: 2, alertId: newId(), ruleKind: "KPI_THRESHOLD", metric: "costPerApprovedImage", unit: "money" },
  ...{ worse: "higher", scope: "Spring", step: 0, value: "3.1", threshold: "2.5", numerator: "310" },
  ...{
    denominator: "100",
    inCredits: false,
    counts: { jobs: 40, images: 160, decided: 120, approved: 100, unpriced: 0 },
  },
  ...{ from: "2026-10-21", to: "2026-11-17", timeZone: "Europe/Berlin", currency: "EUR", reason: "THRESHOLD" },
  ...{ atLeast: false, lastedMs: null, link: "/?campaign=SPRING26", at: new Date(NOON).toISOString() },
  drivers: [{ name: "Germany", spend: "200", change: "150" }],
  ...over,
});

const tell = (over: Partial<Handed> = {}, when = NOON) =>
  transaction((tx) =>
    hand(
      ...([tx, admin.organization] as const),
      [{ eventId: newId(), message: aMessage(), costCenterId: brand, roles: [], members: [], channels: [], ...over }],
      new Date(when),
    ),
  );
const aChannel = (kind: ChannelInput["kind"], target = `${base}/${kind}`) =>
  addChannel(admin, { kind, name: kind, target });
const wish = (actor: Actor, over: Partial<Preference>) =>
  changePreference(actor, { mail: "at_once", quietFrom: null, quietTo: null, ...over });
const log = async () => (await listDeliveries(admin, { limit: 50 })).data;
const readable = (mail: string) =>
  mail
    .replaceAll("=\r\n", "")
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) => decodeURIComponent(bytes.replaceAll("=", "%")))
    .replaceAll("\u00a0", " ");
const messageId = (mail = "") => /^Message-ID: <(.+)>/im.exec(mail)?.[1];

test("a receiver that hangs, answers 500 or closes is tried again after 1 and 5 min, 30 min, 2 h and 12 h, then by hand; one id, true signatures", async () => {
  const { id, secret } = await aChannel("webhook");
  await tell({ channels: [id] });
  answers.push("hang", "500", "close", "500", "500", "500");
  let now = NOON;
  for (const minutes of [0, 1, 5, 30, 120, 720]) {
    now += minutes * MINUTE;
    expect(await sendDue(at(now - 1))).toBe(0);
    expect(await sendDue(at(now))).toBe(1);
  }
  expect(await sendDue(at(now + 30 * 1_440 * MINUTE))).toBe(0);
  const [failed] = await log();
  expect(failed).toMatchObject({ state: "failed", nextAt: null });
  expect(failed?.attempts.map(({ number, detail }) => `${number} ${detail}`)).toEqual([
    ...["1 TOO_SLOW", "2 HTTP 500 out of order", "3 BROKEN_OFF"],
    ...["4 HTTP 500 out of order", "5 HTTP 500 out of order", "6 HTTP 500 out of order"],
  ]);
  expect(await resend(admin, { id: failed?.id ?? "" })).toEqual({ ok: true, detail: "HTTP 200 thank you" });
  expect(await log()).toMatchObject([{ state: "sent", attempts: { length: 7 } }]);
  expect(new Set(got.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([failed?.id]));
  for (const { body, headers } of got) {
    const verified = new Webhook(secret ?? "").verify(body, headers);
    expect(verified).toMatchObject({ type: "alert.fired", data: { value: "3.1", ruleVersion: 2, scope: "Spring" } });
  }
  // After the secret was renewed the old one verifies nothing any more.
  const { secret: renewed } = await renewSecret(admin, { id });
  await testChannel(admin, { id });
  const last = got.at(-1);
  expect(() => new Webhook(secret ?? "").verify(last?.body ?? "", last?.headers ?? {})).toThrow();
  expect(new Webhook(renewed ?? "").verify(last?.body ?? "", last?.headers ?? {})).toMatchObject({
    type: "alert.test",
  });
}, 30_000);

test("after five events that failed a channel is broken; a failed test leaves it so, one that arrives mends it", async () => {
  const { id } = await aChannel("slack");
  for (let event = 0; event < 5; event += 1) {
    expect((await listChannels(admin)).data[0]).toMatchObject({ failures: event, brokenAt: null });
    await tell({ channels: [id] });
    answers.push(...Array.from({ length: 6 }, (): Answer => "500"));
    for (const minutes of [0, 1, 6, 36, 156, 876]) await sendDue(at(NOON + minutes * MINUTE));
  }
  expect((await listChannels(admin)).data[0]).toMatchObject({ failures: 5, brokenAt: expect.any(String) });
  // To try one of them again is no sixth event.
  answers.push("500", "500");
  await resend(admin, { id: (await log())[0]?.id ?? "" });
  expect(await testChannel(admin, { id })).toMatchObject({ ok: false, detail: "HTTP 500 out of order" });
  expect((await listChannels(admin)).data[0]).toMatchObject({ failures: 5, brokenAt: expect.any(String) });
  expect(await testChannel(admin, { id })).toMatchObject({ ok: true });
  expect((await listChannels(admin)).data[0]).toMatchObject({ failures: 0, brokenAt: null });
});

test("Slack and Teams get what they show: a header, facts, buttons that lead to the alert and to the figures", async () => {
  const channels = [await aChannel("slack"), await aChannel("teams")].map(({ id }) => id);
  await tell({ channels });
  await sendDue(at(NOON));
  const bodyOf = (path: string) => JSON.parse(got.find((one) => one.path === path)?.body ?? "{}");
  const link = expect.stringMatching(/^http:\/\/localhost:3000\/alerts\/[0-9a-f-]{36}$/);
  const slack = bodyOf("/slack");
  expect(slack.blocks[0]).toEqual({
    type: "header",
    text: { type: "plain_text", text: "Critical: Cost per approved image (CPAI), Spring" },
  });
  expect(slack.blocks.every(({ fields = [] }: { fields?: unknown[] }) => fields.length <= 10)).toBe(true);
  expect(slack.blocks.at(-1).elements.map(({ url }: { url: string }) => url)).toEqual([
    link,
    "http://localhost:3000/?campaign=SPRING26",
  ]);
  const card = bodyOf("/teams").attachments[0];
  expect(card).toMatchObject({
    contentType: "application/vnd.microsoft.card.adaptive",
    content: { type: "AdaptiveCard", actions: [{ type: "Action.OpenUrl", url: link }, {}] },
  });
  expect(JSON.stringify(card)).toContain("€310.00 ÷ 100");
});

test("a private address is refused, by name too, unless an admin allows its host", async () => {
  const { id } = await aChannel("webhook", base.replace("127.0.0.1", "localhost"));
  expect(await testChannel(admin, { id })).toEqual({ ok: false, detail: "PRIVATE_ADDRESS" });
  expect(got).toEqual([]);
  await changeChannel(admin, { id, target: `${base}/allowed` });
  expect(await testChannel(admin, { id })).toMatchObject({ ok: true });
  await expect(changeChannel(admin, { id, target: "mail@example.test" })).rejects.toMatchObject({
    code: "invalid_input",
  });
});

test("a person is mailed in their language; a server that refuses is asked again under the same Message-ID", async () => {
  const member = await db().member.findFirstOrThrow({ where: { id: admin.id ?? "" } });
  await db().user.update({ where: { id: member.userId }, data: { locale: "de" } });
  refusals.push(451);
  await tell({ members: [admin.id ?? ""] });
  await sendDue(at(NOON));
  expect(await log()).toMatchObject([
    { state: "waiting", attempts: [{ ok: false, detail: "SMTP 451 Try again later" }] },
  ]);
  await sendDue(at(NOON + MINUTE));
  const [sent] = await log();
  expect(sent).toMatchObject({
    state: "sent",
    attempts: [{}, { ok: true, detail: expect.stringMatching(/^SMTP 250/) }],
  });
  const mail = readable(mails[0]?.text ?? "");
  expect(messageId(mail)).toBe(`${sent?.id}@localhost`);
  for (const said of ["Kosten je freigegebenem Bild (CPAI)", "3,10 €", "310,00 € ÷ 100", "Germany", "Version 2"])
    expect(mail).toContain(said);
  expect(mail).toContain(`http://localhost:3000/alerts/${sent?.message?.alertId}`);
  expect(mail).toContain("http://localhost:3000/account#notifications");
});

test("quiet hours hold a mail back until they end; who wants none gets none; the inbox has all of it", async () => {
  const people = await Promise.all([1, 2].map(() => aMember(admin, "controller")));
  const [sleeper, silent] = people as [Actor, Actor];
  await wish(sleeper, { quietFrom: "22:00", quietTo: "07:30" });
  await wish(silent, { mail: "never" });
  const evening = Date.parse("2026-11-25T22:30:00Z");
  await tell({ roles: ["controller"] }, evening);
  expect(await sendDue(at(evening))).toBe(0);
  const morning = Date.parse("2026-11-26T06:30:00Z");
  // A second attempt keeps them, too: 22:01 in Berlin waits until 07:30.
  expect(await sendDue(at(morning - 1))).toBe(0);
  expect(await sendDue(at(morning))).toBe(1);
  expect(mails).toHaveLength(1);
  for (const person of people) expect(await inboxOf(person, { limit: 10 })).toMatchObject({ unread: 1 });
  expect(await readInbox(sleeper, {})).toEqual({ unread: 0 });
  expect(await inboxOf(silent, { limit: 10 })).toMatchObject({ unread: 1 });
});

test("the weekly digest is one mail on Monday at eight, and counts as sent when it has left", async () => {
  const reader = await aMember(admin, "viewer");
  await wish(reader, { mail: "weekly" });
  for (const scope of ["Spring", "Summer"])
    await tell({ members: [reader.id ?? ""], message: aMessage({ scope }) }, NOON);
  const monday = Date.parse("2026-11-30T07:00:00Z");
  expect(await prepareDigests(new Date(monday - 1))).toBe(0);
  expect(await sendDue(at(monday - 1))).toBe(0);
  // Two workers at once make one; one that was down on Monday makes it on Tuesday.
  const tuesday = monday + 1_440 * MINUTE;
  const made = await Promise.all([prepareDigests(new Date(tuesday)), prepareDigests(new Date(tuesday))]);
  expect(made.reduce((sum, one) => sum + one)).toBe(1);
  refusals.push(421);
  expect(await sendDue(at(tuesday))).toBe(1);
  expect((await log()).map(({ state }) => state).sort()).toEqual(["digest", "digest", "waiting"]);
  await sendDue(at(tuesday + MINUTE));
  const rows = await log();
  expect(rows.map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
  expect(mails).toHaveLength(1);
  const mail = readable(mails[0]?.text ?? "");
  expect(messageId(mail)).toBe(`${rows.find(({ message }) => message === null)?.id}@localhost`);
  for (const said of ["Your week: 2 messages", "Spring", "Summer"]) expect(mail).toContain(said);
  expect(await prepareDigests(new Date(tuesday + 2 * MINUTE))).toBe(0);
  // Who then wants no mail any more gets nothing of what was kept since.
  await tell({ members: [reader.id ?? ""] }, tuesday);
  await wish(reader, { mail: "never" });
  expect(await prepareDigests(new Date(monday + 7 * 1_440 * MINUTE))).toBe(0);
});

test("who is limited to a cost centre hears of it alone, and of nothing more once the limit is another", async () => {
  const limited = await aMember(admin, "creative_lead", { costCenterIds: [brand] });
  const told = { roles: ["creative_lead"] };
  await tell(told);
  await tell({ ...told, costCenterId: null });
  expect(await inboxOf(limited, { limit: 10 })).toMatchObject({ unread: 1, data: { length: 1 } });
  const [own] = (await listDeliveries(limited, { limit: 10 })).data;
  const unassigned = await db().costCenter.findFirstOrThrow({
    where: { organizationId: admin.organization.id, unassigned: true },
  });
  await db().member.updateMany({ where: { id: limited.id ?? "" }, data: { costCenterIds: [unassigned.id] } });
  const moved: Actor = { ...limited, costCenterIds: [unassigned.id] };
  expect(await inboxOf(moved, { limit: 10 })).toMatchObject({ unread: 0, data: [] });
  await expect(resend(moved, { id: own?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
  await sendDue(at(NOON));
  expect(mails).toEqual([]);
  expect(await log()).toMatchObject([{ state: "withdrawn", attempts: [{ detail: "NOTHING_TO_SEE" }] }]);
});

test("two workers at once: each message is sent once, and a message that cannot be read holds up no other", async () => {
  const { id } = await aChannel("webhook");
  for (let event = 0; event < 30; event += 1) await tell({ channels: [id] });
  const [first] = await log();
  await db().notificationDelivery.update({
    where: { organizationId_id: { organizationId: admin.organization.id, id: first?.id ?? "" } },
    data: { message: { kind: "nobody knows" } },
  });
  const worker = async () => {
    while ((await sendDue(at(NOON))) > 0);
  };
  await Promise.all([worker(), worker()]);
  expect(got).toHaveLength(29);
  expect(new Set(got.map(({ headers }) => headers["webhook-id"])).size).toBe(29);
  expect((await log()).filter(({ state }) => state === "failed")).toMatchObject([
    { attempts: [{ detail: "NOT_READABLE" }] },
  ]);
});

test("handing the same event over twice sends it once; a worker that died leaves it to the next one", async () => {
  const { id } = await aChannel("webhook");
  const eventId = newId();
  await tell({ eventId, channels: [id] });
  await tell({ eventId, channels: [id] });
  // Taken, and then the worker is gone before it has sent.
  expect(await claim(new Date(NOON), { most: 5 })).toHaveLength(1);
  expect(await sendDue(at(NOON + 29_000))).toBe(0);
  expect(await sendDue(at(NOON + 30_000))).toBe(1);
  expect(got).toHaveLength(1);
});
