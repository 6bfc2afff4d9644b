import { z } from "zod";
import { ROLES } from "@/lib/core/actor";
import { name, pageOf, pageQuery, uuid } from "@/lib/core/schema";

export const CHANNEL_KINDS = ["email", "webhook", "slack", "teams"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What people are told, without a language: each channel says it in its reader's. Amounts are decimal text. */
export const message = z.object({
  kind: z.enum(["alert", "test"]),
  transition: z.string(),
  severity: z.string().nullable(),
  ruleId: z.string().nullable(),
  ruleName: z.string(),
  ruleVersion: z.number(),
  alertId: z.string().nullable(),
  ruleKind: z.string(),
  metric: z.string().nullable(),
  unit: z.enum(["money", "share", "count", "ratio"]),
  worse: z.enum(["higher", "lower"]),
  scope: z.string().nullable(),
  step: z.number(),
  value: z.string().nullable(),
  threshold: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  /** What is divided is credits, not money. */
  inCredits: z.boolean().default(false),
  counts: z
    .object({ jobs: z.number(), images: z.number(), decided: z.number(), approved: z.number(), unpriced: z.number() })
    .nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  timeZone: z.string(),
  currency: z.string(),
  reason: z.string(),
  atLeast: z.boolean(),
  lastedMs: z.number().nullable(),
  drivers: z.array(z.object({ name: z.string(), spend: z.string(), change: z.string().nullable() })),
  /** Paths of this product, made whole by the channel. */
  link: z.string(),
  at: z.string(),
});
export type Message = z.infer<typeof message>;

/** What the outbox holds: a message, or the mark that this delivery is somebody's weekly digest. */
export const outgoing = z.discriminatedUnion("kind", [message, z.object({ kind: z.literal("digest") })]);
export type Outgoing = z.infer<typeof outgoing>;

const webAddress = z
  .url({ protocol: /^https?$/, error: "Write an address such as https://example.com/hooks" })
  .max(1_000);

/** A web address, or a mail address. */
const target = z.string().trim().min(3).max(1_000);

/** What is wrong with an address of this kind of channel; null: nothing. */
export function wrongTarget(kind: ChannelKind, text: string): string | null {
  const checked = kind === "email" ? z.email("Write a mail address").safeParse(text) : webAddress.safeParse(text);
  return checked.error?.issues[0]?.message ?? null;
}

export const channelInput = z
  .strictObject({ kind: z.enum(CHANNEL_KINDS), name, target, locale: z.enum(["en", "de"]).optional() })
  .superRefine(({ kind, target: text }, { addIssue }) => {
    const wrong = wrongTarget(kind, text);
    if (wrong) addIssue({ code: "custom", path: ["target"], message: wrong });
  });
export type ChannelInput = z.output<typeof channelInput>;

/** Its kind stays. A new address is a new chance: what failed before is forgotten. */
export const channelChange = z.strictObject({
  ...{ id: uuid, name: name.optional(), target: target.optional(), locale: z.enum(["en", "de"]).optional() },
});
export type ChannelChange = z.output<typeof channelChange>;

const channel = z.object({
  id: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  /** Of a web address only the host: the rest may be a secret. */
  target: z.string(),
  locale: z.enum(["en", "de"]),
  failures: z.number(),
  brokenAt: z.string().nullable(),
  createdAt: z.string(),
});
export type Channel = z.infer<typeof channel>;
export const channelList = z.object({ mail: z.boolean(), data: z.array(channel) });
export type ChannelList = z.infer<typeof channelList>;
export const oneChannel = channel;
/** The signing secret of a webhook, shown once. */
export const channelAnswer = channel.extend({ secret: z.string().nullable() });
export const byId = z.strictObject({ id: uuid });
/** What the other side said, or a code of what went wrong before it could. */
export const sendAnswer = z.object({ ok: z.boolean(), detail: z.string() });
export type SendAnswer = z.infer<typeof sendAnswer>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time such as 18:00");
export const MAIL_WISHES = ["at_once", "weekly", "never"] as const;
const preferenceShape = {
  mail: z.enum(MAIL_WISHES),
  quietFrom: clock.nullable(),
  quietTo: clock.nullable(),
};
export const preference = z.object(preferenceShape);
export type Preference = z.infer<typeof preference>;
export const preferenceInput = z
  .strictObject(preferenceShape)
  .refine(({ quietFrom, quietTo }) => (quietFrom === null) === (quietTo === null), {
    path: ["quietTo"],
    message: "Quiet hours have a beginning and an end",
  })
  .refine(({ quietFrom, quietTo }) => quietFrom === null || quietFrom !== quietTo, {
    path: ["quietTo"],
    message: "Quiet hours end at another time than they begin",
  });
export const noInput = z.strictObject({});

/** Who is told, and how they want it. */
const reader = preference.extend({
  ...{ id: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES), limited: z.boolean() },
});
export type ReaderRow = z.infer<typeof reader>;
export const readerList = z.object({ data: z.array(reader) });

/** Of GET /alert-rules, what says who is told. */
export const ruleReaders = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      recipients: z.object({ roles: z.array(z.string()), members: z.array(z.string()), channels: z.array(z.string()) }),
    }),
  ),
});
export type RuleReaders = z.infer<typeof ruleReaders>;

// ── The log of what was sent ──

export const DELIVERY_STATES = ["waiting", "sent", "failed", "digest", "withdrawn"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export const deliveryQuery = z.strictObject({
  ...pageQuery.shape,
  state: z.enum(DELIVERY_STATES).optional(),
  channel: uuid.optional(),
});
export type DeliveryQuery = z.output<typeof deliveryQuery>;

const delivery = z.object({
  id: z.string(),
  /** Name of the channel, or the person's mail address. */
  to: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  state: z.enum(DELIVERY_STATES),
  /** Null: a weekly digest. */
  message: message.nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  attempts: z.array(z.object({ number: z.number(), at: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type Delivery = z.infer<typeof delivery>;
export const deliveryPage = pageOf(delivery);

const inboxItem = z.object({
  id: z.string(),
  eventId: z.string(),
  message,
  createdAt: z.string(),
  readAt: z.string().nullable(),
});
export type InboxItem = z.infer<typeof inboxItem>;
export const inboxQuery = z.strictObject({ ...pageQuery.shape });
export const inboxPage = pageOf(inboxItem).extend({ unread: z.number() });
export const inboxRead = z.strictObject({ id: uuid.optional() });
export const inboxReadAnswer = z.object({ unread: z.number() });
