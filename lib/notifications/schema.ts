import { z } from "zod";
import { name, pageOf, pageQuery, uuid } from "@/lib/core/schema";

const CHANNEL_KINDS = ["email", "webhook", "slack", "teams"] as const;
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

const webAddress = z
  .url({ protocol: /^https?$/, error: "Write an address such as https://example.com/hooks" })
  .max(1_000);

export const channelInput = z
  .strictObject({
    kind: z.enum(CHANNEL_KINDS),
    name,
    /** A web address, or a mail address. */
    target: z.string().trim().min(3).max(1_000),
    locale: z.enum(["en", "de"]).optional(),
  })
  .superRefine(({ kind, target }, { addIssue }) => {
    const checked = kind === "email" ? z.email("Write a mail address").safeParse(target) : webAddress.safeParse(target);
    const message = checked.error?.issues[0]?.message;
    if (message) addIssue({ code: "custom", path: ["target"], message });
  });
export type ChannelInput = z.output<typeof channelInput>;

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
/** The signing secret of a webhook, shown once. */
export const channelAnswer = channel.extend({ secret: z.string().nullable() });
export const byId = z.strictObject({ id: uuid });
export const testAnswer = z.object({ ok: z.boolean(), detail: z.string() });
export const resendAnswer = z.object({ ok: z.boolean(), detail: z.string() });

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time such as 18:00");
const preferenceShape = {
  mail: z.enum(["at_once", "weekly", "never"]),
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
