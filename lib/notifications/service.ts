import "server-only";
import { randomBytes } from "node:crypto";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid, refused } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { type Db, db, transaction } from "@/lib/server/db";
import { mailIsSet } from "@/lib/server/mail";
import { afterQuiet } from "./rules/timing";
import {
  type Channel,
  type ChannelChange,
  type ChannelInput,
  type ChannelList,
  type Message,
  type ReaderRow,
  type SendAnswer,
  wrongTarget,
} from "./schema";
import { sendTo } from "./service/send";
import {
  forgiveChannel,
  insertChannel,
  type KeptChannel,
  removeChannelRow,
  selectChannel,
  selectChannels,
  shownChannel,
  updateChannel,
} from "./store/channels";
import { insertDeliveries, type NewDelivery } from "./store/outbox";
import { insertInbox, type Reader, selectReaders } from "./store/people";

// ── Channels ──

const subjectOf = (id: string) => ({ kind: "notification_channel", id }) as const;
const newSecret = () => `whsec_${randomBytes(24).toString("base64")}`;

async function channelOf(tx: Db, actor: Actor, id: string): Promise<KeptChannel> {
  const channel = await selectChannel(tx, actor.organization.id, id);
  if (!channel) throw new AppError("not_found", "There is no such channel");
  return channel;
}

export async function listChannels(actor: Actor): Promise<ChannelList> {
  authorise(actor, "alerts:handle");
  return { mail: mailIsSet(), data: (await selectChannels(db(), actor.organization.id)).map(shownChannel) };
}

export async function addChannel(actor: Actor, input: ChannelInput): Promise<Channel & { secret: string | null }> {
  authorise(actor, "alerts:write");
  const { kind, name, target } = input;
  const secret = kind === "webhook" ? newSecret() : null;
  return transaction(async (tx) => {
    const row = { kind, name, target, secret, locale: input.locale ?? actor.organization.locale };
    const made = await insertChannel(tx, actor, row);
    await record(tx, actor, "notification_channel.added", subjectOf(made.id), { channel: kind });
    return { ...shownChannel(made), secret };
  });
}

/** A new address is a new chance: what failed under the old one is forgotten. */
export async function changeChannel(actor: Actor, { id, ...change }: ChannelChange): Promise<Channel> {
  authorise(actor, "alerts:write");
  return transaction(async (tx) => {
    const before = await channelOf(tx, actor, id);
    const { name = before.name, locale = before.locale, target = before.target } = change;
    const wrong = wrongTarget(before.kind, target);
    if (wrong) throw invalid("target", "WRONG_TARGET", wrong);
    const isMoved = target !== before.target;
    const data = { name, locale, target, ...(isMoved ? { failures: 0, brokenAt: null } : {}) };
    const made = await updateChannel(tx, actor.organization.id, id, data);
    const changed = (["name", "locale", "target"] as const).filter((field) => made[field] !== before[field]);
    await record(tx, actor, "notification_channel.changed", subjectOf(id), { changed });
    return shownChannel(made);
  });
}

/** The old secret ends at once: it may be in wrong hands. */
export async function renewSecret(actor: Actor, { id }: { id: string }): Promise<Channel & { secret: string | null }> {
  authorise(actor, "alerts:write");
  return transaction(async (tx) => {
    const { kind } = await channelOf(tx, actor, id);
    if (kind !== "webhook") throw refused("conflict", "NOT_SIGNED", "Only webhooks are signed with a secret");
    const secret = newSecret();
    const made = await updateChannel(tx, actor.organization.id, id, { secret });
    await record(tx, actor, "notification_channel.secret_renewed", subjectOf(id));
    return { ...shownChannel(made), secret };
  });
}

export async function removeChannel(actor: Actor, { id }: { id: string }): Promise<null> {
  authorise(actor, "alerts:write");
  await transaction(async (tx) => {
    if (!(await removeChannelRow(tx, actor.organization.id, id)))
      throw new AppError("not_found", "There is no such channel");
    await record(tx, actor, "notification_channel.removed", subjectOf(id));
  });
  return null;
}

/** Sends a message that says it is a test, at once and once; the answer is what happened. One that arrives mends the channel. */
export async function testChannel(actor: Actor, { id }: { id: string }): Promise<SendAnswer> {
  authorise(actor, "alerts:write");
  const answer = await sendTo(await channelOf(db(), actor, id), {
    ...{ organization: actor.organization, message: testMessage(actor), id: newId() },
  });
  await transaction(async (tx) => {
    if (answer.ok) await forgiveChannel(tx, actor.organization.id, id);
    await record(tx, actor, "notification_channel.tested", subjectOf(id), { sent: answer.ok });
  });
  return answer;
}

const testMessage = ({ organization }: Actor): Message => ({
  ...{ kind: "test", transition: "fired", severity: null, ruleId: null, ruleName: "", ruleVersion: 0, alertId: null },
  ...{ ruleKind: "KPI_THRESHOLD", metric: null, unit: "money", worse: "higher", scope: null, step: 0, value: null },
  ...{ threshold: null, numerator: null, denominator: null, inCredits: false, counts: null, from: null, to: null },
  ...{ timeZone: organization.timeZone, currency: organization.currency, reason: "THRESHOLD", atLeast: false },
  ...{ lastedMs: null, drivers: [], link: "/settings/notifications", at: new Date().toISOString() },
});

/** Who is told what: each person with their own wishes. */
export async function listReaders(actor: Actor): Promise<{ data: ReaderRow[] }> {
  authorise(actor, "alerts:write");
  const rows = await selectReaders(db(), actor.organization.id);
  const data = rows.map(({ memberId: id, name, email, role, costCenterIds, mail, quietFrom, quietTo }) => ({
    ...{ id, name, email, role, limited: costCenterIds !== null, mail, quietFrom, quietTo },
  }));
  return { data };
}

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
  const inbox = toPeople.flatMap(({ one: { eventId, message, costCenterId }, people }) =>
    people.map(({ memberId }) => ({ memberId, eventId, message, costCenterId })),
  );
  const mails = toPeople.flatMap(({ one, people }) =>
    people.flatMap((reader) => mailFor(one, reader, organization.timeZone, now)),
  );
  const others = handed.flatMap(({ eventId, message, costCenterId, channels: wanted }) =>
    wanted
      .filter((id) => channels.has(id))
      .map(
        (id): NewDelivery => ({
          ...{ eventId, message, costCenterId, target: `channel:${id}`, channelId: id, memberId: null },
          ...{ state: "waiting", nextAt: now },
        }),
      ),
  );
  await insertInbox(tx, organization.id, inbox);
  await insertDeliveries(tx, organization.id, [...mails, ...others]);
}

const isMeant = (reader: Reader, { roles, members, costCenterId }: Handed) =>
  (roles.includes(reader.role) || members.includes(reader.memberId)) && mayRead(reader, costCenterId);

function mailFor(
  { eventId, message, costCenterId }: Handed,
  reader: Reader,
  timeZone: string,
  now: Date,
): NewDelivery[] {
  const { memberId, mail: wish } = reader;
  if (wish === "never" || !mailIsSet()) return [];
  const isKept = wish === "weekly";
  return [
    {
      ...{ eventId, message, costCenterId, target: `member:${memberId}`, channelId: null, memberId },
      ...{ state: isKept ? "digest" : "waiting", nextAt: isKept ? now : afterQuiet(now, reader, timeZone) },
    },
  ];
}
