import "server-only";
import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { createTranslator } from "use-intl/core";
import { MESSAGES } from "@/i18n/messages";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { type Db, db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { mailIsSet, sendMail } from "@/lib/server/mail";
import { askOutside } from "@/lib/server/outbound";
import { afterQuiet, BROKEN_AFTER, isDigestDue, nextAttempt } from "./rules/timing";
import { asHtml, asSlack, asTeams, asText, type Say, written } from "./rules/words";
import type { Channel, ChannelInput, Message } from "./schema";
import {
  claimDue,
  countChannel,
  type Due,
  insertChannel,
  insertDeliveries,
  insertInbox,
  type KeptChannel,
  markDigest,
  type NewDelivery,
  type Reader,
  recordAttempt,
  removeChannelRow,
  selectChannel,
  selectChannels,
  selectDeliveries,
  selectDelivery,
  selectReaders,
  shownChannel,
  takeDigest,
} from "./store";

type Locale = "en" | "de";

function sayIn(locale: Locale): Say {
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "alerts.message", timeZone: "UTC" });
  return t as unknown as Say;
}

// ── Channels ──

export async function listChannels(actor: Actor): Promise<{ mail: boolean; data: Channel[] }> {
  authorise(actor, "alerts:handle");
  return { mail: mailIsSet(), data: (await selectChannels(db(), actor.organization.id)).map(shownChannel) };
}

export async function addChannel(actor: Actor, input: ChannelInput): Promise<Channel & { secret: string | null }> {
  authorise(actor, "alerts:write");
  const secret = input.kind === "webhook" ? `whsec_${randomBytes(24).toString("base64")}` : null;
  return transaction(async (tx) => {
    const { kind, name, target } = input;
    const row = { kind, name, target, secret, locale: input.locale ?? actor.organization.locale };
    const made = await insertChannel(tx, actor, row);
    await record(
      tx,
      actor,
      "notification_channel.added",
      { kind: "notification_channel", id: made.id },
      { channel: kind },
    );
    return { ...shownChannel(made), secret };
  });
}

export async function removeChannel(actor: Actor, { id }: { id: string }): Promise<null> {
  authorise(actor, "alerts:write");
  await transaction(async (tx) => {
    if (!(await removeChannelRow(tx, actor.organization.id, id)))
      throw new AppError("not_found", "There is no such channel");
    await record(tx, actor, "notification_channel.removed", { kind: "notification_channel", id });
  });
  return null;
}

/** Sends a message that says it is a test, at once and once; the answer is what happened. */
export async function testChannel(actor: Actor, { id }: { id: string }): Promise<{ ok: boolean; detail: string }> {
  authorise(actor, "alerts:write");
  const channel = await selectChannel(db(), actor.organization.id, id);
  if (!channel) throw new AppError("not_found", "There is no such channel");
  const outcome = await sendTo(channel, testMessage(actor), newId());
  await transaction((tx) =>
    countChannel(tx, actor.organization.id, id, { well: outcome.ok, most: 1_000_000, now: new Date() }),
  );
  return outcome;
}

const testMessage = ({ organization }: Actor): Message => ({
  ...{ kind: "test", transition: "fired", severity: null, ruleId: null, ruleName: "", ruleVersion: 0, alertId: null },
  ...{ ruleKind: "KPI_THRESHOLD", metric: null, unit: "money", worse: "higher", scope: null, step: 0, value: null },
  ...{ threshold: null, numerator: null, denominator: null, counts: null, from: null, to: null },
  ...{ timeZone: organization.timeZone, currency: organization.currency, reason: "THRESHOLD", atLeast: false },
  ...{ lastedMs: null, drivers: [], link: "/alerts", at: new Date().toISOString() },
});

// ── Handing over ──

export type Handed = {
  eventId: string;
  message: Message;
  /** The cost centre that it is about; null: of the whole organization, which who is limited may not see. */
  costCenterId: string | null;
  roles: readonly string[];
  members: readonly string[];
  channels: readonly string[];
};

const mayRead = ({ costCenterIds }: Reader, costCenterId: string | null) =>
  costCenterIds === null || (costCenterId !== null && costCenterIds.includes(costCenterId));

/** In the transaction of the event: inbox and outbox exist exactly when it does. */
export async function hand(
  tx: Db,
  organization: Actor["organization"],
  handed: readonly Handed[],
  now: Date,
): Promise<void> {
  if (handed.length === 0) return;
  const readers = await selectReaders(tx, organization.id);
  const channels = new Set((await selectChannels(tx, organization.id)).map(({ id }) => id));
  const toPeople = handed.map((one) => ({ one, people: readers.filter((reader) => isMeant(reader, one)) }));
  const inbox = toPeople.flatMap(({ one: { eventId, message }, people }) =>
    people.map(({ memberId }) => ({ memberId, eventId, message })),
  );
  const mails = toPeople.flatMap(({ one, people }) =>
    people.flatMap((reader) => mailFor(one, reader, organization.timeZone, now)),
  );
  const others = handed.flatMap(({ eventId, message, channels: wanted }) =>
    wanted
      .filter((id) => channels.has(id))
      .map(
        (id): NewDelivery => ({
          ...{ eventId, message, target: `channel:${id}`, channelId: id, memberId: null },
          ...{ state: "waiting", nextAt: now },
        }),
      ),
  );
  await insertInbox(tx, organization.id, inbox);
  await insertDeliveries(tx, organization.id, [...mails, ...others]);
}

const isMeant = (reader: Reader, { roles, members, costCenterId }: Handed) =>
  (roles.includes(reader.role) || members.includes(reader.memberId)) && mayRead(reader, costCenterId);

function mailFor({ eventId, message }: Handed, reader: Reader, timeZone: string, now: Date): NewDelivery[] {
  const { memberId, mail: wish } = reader;
  if (wish === "never" || !mailIsSet()) return [];
  return [
    {
      ...{ eventId, message, target: `member:${memberId}`, channelId: null, memberId },
      state: wish === "weekly" ? "digest" : "waiting",
      nextAt: afterQuiet(now, reader, timeZone),
    },
  ];
}

// ── Sending ──

type Sent = { ok: boolean; detail: string };
const AT_ONCE = 20;

/** Sends what is due. Returns how many were tried. */
export async function sendDue(now: () => Date): Promise<number> {
  const due = await claimDue(db(), now(), AT_ONCE);
  await Promise.all(due.map((one) => attempt(one, now)));
  return due.length;
}

async function attempt(due: Due, now: () => Date): Promise<Sent> {
  const sent = await deliver(due);
  const at = now();
  const nextAt = sent.ok ? null : nextAttempt(due.attempts + 1, at);
  await transaction(async (tx) => {
    await recordAttempt(tx, due, { ...sent, at, nextAt });
    const isOver = sent.ok || nextAt === null;
    if (due.channelId && isOver)
      await countChannel(tx, due.organizationId, due.channelId, { well: sent.ok, most: BROKEN_AFTER, now: at });
  });
  return sent;
}

async function deliver({ organizationId, id, channelId, memberId, message }: Due): Promise<Sent> {
  if (channelId) {
    const channel = await selectChannel(db(), organizationId, channelId);
    return channel ? sendTo(channel, message, id) : { ok: false, detail: "The channel was removed" };
  }
  const reader = (await selectReaders(db(), organizationId)).find((one) => one.memberId === memberId);
  if (!reader) return { ok: false, detail: "The person is no longer active" };
  return mail(reader.email, reader.locale ?? "en", message, id);
}

async function mail(to: string, locale: Locale, message: Message, id: string): Promise<Sent> {
  const say = sayIn(locale);
  const text = written(message, { say, locale, base: env.BASE_URL });
  const host = new URL(env.BASE_URL).hostname;
  const ok = await sendMail({
    ...{ to, subject: text.subject, text: asText(text), html: asHtml(text, { locale, open: say("open") }) },
    headers: { "Message-ID": `<${id}@${host}>`, "Auto-Submitted": "auto-generated" },
  });
  return { ok, detail: ok ? "Taken by the mail server" : "The mail server did not take it" };
}

const ANSWER_BYTES = 10_000;

async function sendTo(channel: KeptChannel, message: Message, id: string): Promise<Sent> {
  const { kind, target, locale, secret } = channel;
  if (kind === "email") return mail(target, locale, message, id);
  const say = sayIn(locale);
  const text = written(message, { say, locale, base: env.BASE_URL });
  const at = new Date();
  const payload =
    kind === "slack"
      ? asSlack(text, say("open"))
      : kind === "teams"
        ? asTeams(text, say("open"))
        : {
            type: `alert.${message.kind === "test" ? "test" : message.transition}`,
            timestamp: at.toISOString(),
            data: { ...message, link: text.link },
          };
  const body = JSON.stringify(payload);
  const signed = kind === "webhook" && secret ? signature(secret, id, at, body) : {};
  const outcome = await askOutside({
    ...{ url: target, method: "POST", body, headers: { "content-type": "application/json", ...signed } },
    ...{ maxBytes: ANSWER_BYTES, whenLarger: "cut", totalMs: 10_000 },
    mayBePrivate: (host) => env.PRIVATE_WEBHOOK_HOSTS.includes(host.toLowerCase()),
  });
  if ("failed" in outcome) return { ok: false, detail: outcome.failed };
  const { status } = outcome.answer;
  return { ok: status >= 200 && status < 300, detail: `HTTP ${status}` };
}

function signature(secret: string, id: string, at: Date, body: string): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  };
}

/** Tries it again now, whatever happened before. */
export async function resend(actor: Actor, { id }: { id: string }): Promise<Sent> {
  authorise(actor, "alerts:handle");
  const due = await selectDelivery(db(), actor.organization.id, id);
  if (!due) throw new AppError("not_found", "There is no such delivery");
  return attempt(due, () => new Date());
}

/** What was sent for these events, for the alert's page. */
export async function deliveriesOf(db_: Db, organizationId: string, eventIds: readonly string[]) {
  const rows = await selectDeliveries(db_, organizationId, eventIds);
  const channels = new Map((await selectChannels(db_, organizationId)).map((one) => [one.id, one]));
  const readers = new Map((await selectReaders(db_, organizationId)).map((one) => [one.memberId, one]));
  return rows.map(({ id, eventId, channelId, memberId, state, nextAt, attemptRows }) => ({
    eventId,
    id,
    to: (channelId ? channels.get(channelId)?.name : readers.get(memberId ?? "")?.email) ?? "–",
    kind: (channelId && channels.get(channelId)?.kind) || ("email" as const),
    state: state as "waiting" | "sent" | "failed" | "digest",
    nextAt: state === "waiting" ? nextAt.toISOString() : null,
    attempts: attemptRows.map(({ number, at, ok, detail }) => ({ number, at: at.toISOString(), ok, detail })),
  }));
}

// ── The weekly digest ──

/** Mondays at eight, one mail with what was kept back; nothing, if nothing was. */
export async function sendDigests(organization: Actor["organization"], now: Date): Promise<number> {
  let sent = 0;
  for (const reader of await selectReaders(db(), organization.id)) {
    if (reader.mail !== "weekly" || !isDigestDue(now, reader.digestAt, organization.timeZone)) continue;
    const messages = await transaction(async (tx) => {
      await markDigest(tx, organization.id, reader.memberId, now);
      return takeDigest(tx, organization.id, reader.memberId, now);
    });
    if (messages.length > 0 && (await mailDigest(reader, messages))) sent += 1;
  }
  return sent;
}

function mailDigest(reader: Reader, messages: readonly Message[]): Promise<boolean> {
  const locale = reader.locale ?? "en";
  const say = sayIn(locale);
  const texts = messages.map((message) => written(message, { say, locale, base: env.BASE_URL }));
  return sendMail({
    to: reader.email,
    subject: say("digest", { count: texts.length }),
    text: texts.map(({ subject, lead, link }) => [subject, lead, link].join("\n")).join("\n\n"),
  });
}
