import "server-only";
import { Webhook } from "standardwebhooks";
import { createTranslator } from "use-intl/core";
import { MESSAGES } from "@/i18n/messages";
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { type Db, db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/logger";
import { tryMail } from "@/lib/server/mail";
import { askOutside } from "@/lib/server/outbound";
import { digestMail, messageMail } from "../rules/mail";
import { afterAttempt } from "../rules/outcome";
import { BROKEN_AFTER, LEASE_MS } from "../rules/timing";
import { asSlack, asTeams, type Say, written } from "../rules/words";
import type { Message, SendAnswer } from "../schema";
import { blameChannel, forgiveChannel, type KeptChannel, selectChannel } from "../store/channels";
import {
  claimDue,
  type Due,
  insertAttempt,
  lockDelivery,
  selectHeld,
  settleHeld,
  updateDelivery,
  type Wanted,
} from "../store/outbox";
import { type Reader, selectReaders } from "../store/people";

type Organization = Actor["organization"];

/** What was tried, and what else it means for the delivery. */
type Sent = SendAnswer & {
  /** Another attempt would end the same way: failed, or nobody is there any more who wants it. */
  over?: "failed" | "withdrawn";
  /** Whose quiet hours another attempt must keep. */
  reader?: Reader;
  /** What a digest held back: its reader may not see it any more. */
  unseen?: readonly string[];
};

function wordsIn(locale: "en" | "de", { name: organization }: Organization) {
  const say = (namespace: "alerts.message" | "notifications.mail") =>
    createTranslator({ locale, messages: MESSAGES[locale], namespace, timeZone: "UTC" }) as unknown as Say;
  return { say: say("alerts.message"), tell: say("notifications.mail"), locale, base: env.BASE_URL, organization };
}

const AT_ONCE = 20;

/** Takes what is due for this worker. */
export function claim(now: Date, wanted: Pick<Wanted, "busy"> & { most: number }): Promise<Due[]> {
  return claimDue(db(), { now, until: new Date(now.getTime() + LEASE_MS), ...wanted });
}

/** Sends what is due and waits for it. Returns how many were tried. */
export async function sendDue(now: () => Date): Promise<number> {
  const due = await claim(now(), { most: AT_ONCE });
  await Promise.all(due.map((one) => attempt(one, now)));
  return due.length;
}

/** Tries it once, and keeps what came of it. */
export async function attempt(due: Due, now: () => Date): Promise<SendAnswer> {
  const { organization } = await systemActorOf(due.organizationId);
  const sent = await deliver(due, organization).catch((error: unknown): Sent => {
    log.error({ err: error, delivery: due.id }, "A message could not be written");
    return { ok: false, detail: "NOT_WRITTEN" };
  });
  await transaction((tx) => keepOutcome(tx, due, { ...sent, at: now(), zone: organization.timeZone }));
  return { ok: sent.ok, detail: sent.detail };
}

type Kept = Sent & { at: Date; zone: string };

async function keepOutcome(tx: Db, due: Due, { detail, reader, unseen = [], zone, ...outcome }: Kept): Promise<void> {
  const before = await lockDelivery(tx, due);
  if (!before) return;
  const { ok, at } = outcome;
  const attempts = before.attempts + 1;
  await insertAttempt(tx, due, { number: attempts, at, ok, detail });
  const next = afterAttempt(before, { ...outcome, quiet: reader }, zone);
  if (next === null) return updateDelivery(tx, due, { attempts });
  const { state, sentAt, nextAt, isFirstFailure } = next;
  await updateDelivery(tx, due, { attempts, state, sentAt, ...(nextAt ? { nextAt } : {}) });
  if (state === "sent" || state === "withdrawn") await settleHeld(tx, due, { sentAt, unseen });
  if (due.channelId) await countFor(tx, due.organizationId, due.channelId, { ok, isFirstFailure, at });
}

/** A channel is judged by events, not by attempts. */
async function countFor(
  tx: Db,
  organizationId: string,
  channelId: string,
  { ok, isFirstFailure, at }: { ok: boolean; isFirstFailure: boolean; at: Date },
): Promise<void> {
  if (ok) await forgiveChannel(tx, organizationId, channelId);
  else if (isFirstFailure) await blameChannel(tx, organizationId, channelId, { most: BROKEN_AFTER, now: at });
}

async function deliver(due: Due, organization: Organization): Promise<Sent> {
  const { id, channelId, message } = due;
  if (message === null) return { ok: false, detail: "NOT_READABLE", over: "failed" };
  if (channelId === null) return deliverToPerson(due, organization);
  const channel = await selectChannel(db(), organization.id, channelId);
  if (!channel || message.kind === "digest") return { ok: false, detail: "CHANNEL_REMOVED", over: "withdrawn" };
  return sendTo(channel, { organization, message, id });
}

const maySee = ({ costCenterIds }: Reader, costCenterId: string | null) =>
  costCenterIds === null || (costCenterId !== null && costCenterIds.includes(costCenterId));

const gone = (detail: string): Sent => ({ ok: false, detail, over: "withdrawn" });

/** Asked again when it leaves: since it was written the person may have left, or been limited. */
async function deliverToPerson(due: Due, organization: Organization): Promise<Sent> {
  const { memberId, costCenterId, message, id } = due;
  const [reader] = memberId === null ? [] : await selectReaders(db(), organization.id, memberId);
  if (!reader || message === null) return gone("PERSON_GONE");
  const words = { ...wordsIn(reader.locale ?? organization.locale, organization), why: "person" as const };
  if (message.kind === "digest") {
    const held = await selectHeld(db(), due);
    const seen = held.filter((one) => maySee(reader, one.costCenterId));
    if (seen.length === 0) return gone("NOTHING_TO_SEE");
    const unseen = held.filter((one) => !seen.includes(one)).map((one) => one.id);
    const text = digestMail(
      seen.map((one) => one.message),
      words,
    );
    return { ...(await mail(reader.email, text, id)), reader, unseen };
  }
  if (!maySee(reader, costCenterId)) return gone("NOTHING_TO_SEE");
  return { ...(await mail(reader.email, messageMail(message, words), id)), reader };
}

/** The same id every time: a mail program shows a repeat once. */
function mail(to: string, text: { subject: string; text: string; html: string }, id: string): Promise<SendAnswer> {
  const host = new URL(env.BASE_URL).hostname;
  const headers = { "Message-ID": `<${id}@${host}>`, "Auto-Submitted": "auto-generated" };
  return tryMail({ to, ...text, headers });
}

const ANSWER_BYTES = 10_000;
/** Of what the other side said: enough to see what is wrong. */
const SHOWN_ANSWER = 200;

type Posted = { organization: Organization; message: Message; id: string };

export async function sendTo(channel: KeptChannel, { organization, message, id }: Posted): Promise<SendAnswer> {
  const { kind, target, locale, secret } = channel;
  const words = wordsIn(locale, organization);
  if (kind === "email") return mail(target, messageMail(message, { ...words, why: "channel" }), id);
  const at = new Date();
  const body = JSON.stringify(bodyFor(kind, message, words));
  const signed = kind === "webhook" && secret ? signature(secret, id, at, body) : {};
  const outcome = await askOutside({
    ...{ url: target, method: "POST", body, maxBytes: ANSWER_BYTES, whenLarger: "cut", totalMs: 10_000 },
    headers: { "content-type": "application/json", "webhook-id": id, ...signed },
    mayBePrivate: (host) => env.PRIVATE_WEBHOOK_HOSTS.includes(host.toLowerCase()),
  });
  if ("failed" in outcome) return { ok: false, detail: outcome.failed };
  const { status, body: answer } = outcome.answer;
  const said = answer
    .toString("utf8")
    .replaceAll(/[\s\p{Cc}\ufffd]+/gu, " ")
    .trim();
  const shown = said.length > SHOWN_ANSWER ? `${said.slice(0, SHOWN_ANSWER)} …` : said;
  return { ok: status >= 200 && status < 300, detail: [`HTTP ${status}`, shown].filter(Boolean).join(" ") };
}

function bodyFor(kind: "webhook" | "slack" | "teams", message: Message, words: ReturnType<typeof wordsIn>): unknown {
  const text = written(message, words);
  const buttons = {
    open: words.tell(message.kind === "test" ? "openTest" : "open"),
    seeFigures: words.tell("seeFigures"),
  };
  if (kind === "slack") return asSlack(text, buttons);
  if (kind === "teams") return asTeams(text, buttons);
  const type = `alert.${message.kind === "test" ? "test" : message.transition}`;
  return { type, timestamp: message.at, data: { ...message, link: text.link, figures: text.figures } };
}

function signature(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const signed = new Webhook(secret).sign(id, at, body);
  return { "webhook-timestamp": String(Math.floor(at.getTime() / 1000)), "webhook-signature": signed };
}
