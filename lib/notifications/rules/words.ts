import { Exact } from "@/lib/core/amount";
import type { Message } from "../schema";

type Locale = "en" | "de";
/** A translator of the namespace `alerts.message`, whoever made it. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/**
 * A number as people read it: money with currency, shares as per cent.
 * @param beside the number whose digits it shares, where it stands beside another one
 */
export function shownValue(
  text: string,
  { unit, currency }: Pick<Message, "unit" | "currency">,
  locale: Locale,
  beside = text,
): string {
  const number = Number(text);
  const language = locale === "de" ? "de-DE" : "en-GB";
  if (unit === "share")
    return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(number);
  if (unit === "ratio") return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(number)} ×`;
  if (unit === "count") return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(number);
  const size = Math.abs(Number(beside));
  const digits = size < 1 && size !== 0 ? 4 : 2;
  const options = { style: "currency", currency, minimumFractionDigits: 2, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(language, options).format(number);
}

export const shownMoney = (text: string, message: Message, locale: Locale) =>
  shownValue(text, { ...message, unit: "money" }, locale);

const shownDay = (day: string, locale: Locale) =>
  new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );

export type Written = {
  subject: string;
  lead: string;
  facts: { label: string; text: string }[];
  /** Where it can be taken care of. */
  link: string;
  /** The dashboard with the same scope and days; null: the message is about none. */
  figures: string | null;
};

function hoursOf(lastedMs: number): number {
  return Math.max(Math.round(lastedMs / 3_600_000), 1);
}

type Said = { subject: string; lead: string };

const figureOf = ({ metric, ruleKind }: Message, say: Say) => say(`figure.${metric ?? ruleKind}`);

function shownOf(message: Message, { say, locale }: { say: Say; locale: Locale }): string {
  if (message.value === null) return say("noValue");
  const value = shownValue(message.value, message, locale);
  return message.atLeast ? say("atLeast", { value }) : value;
}

/** What a message says first, in one language. */
export function wordsOf(message: Message, telling: { say: Say; locale: Locale }): Said {
  const { say } = telling;
  if (message.kind === "test") return { subject: say("subject.test"), lead: say("lead.test") };
  const [figure, scope] = [figureOf(message, say), message.scope ?? say("everything")];
  const severity = say(`severity.${message.severity ?? "warning"}`);
  return {
    subject: say(`subject.${message.transition}`, { figure, scope, severity }),
    lead: say(`lead.${leadOf(message)}`, { figure, scope, value: shownOf(message, telling) }),
  };
}

/** Where it can be taken care of. */
export const pathOf = ({ alertId, link }: Message) => (alertId === null ? link : `/alerts/${alertId}`);

/** All of a message, in one language; each channel gives it a shape. */
export function written(message: Message, { say, locale, base }: { say: Say; locale: Locale; base: string }): Written {
  const [figure, shown] = [figureOf(message, say), shownOf(message, { say, locale })];
  const whole = (path: string) => new URL(path, base).href;
  return {
    ...wordsOf(message, { say, locale }),
    facts: factsOf(message, { say, locale, figure, shown }),
    link: whole(pathOf(message)),
    figures: message.alertId === null ? null : whole(message.link),
  };
}

/** What is certain is so for a reason of its own: approvals that may still come, or pictures that are too few yet. */
const OF_APPROVALS = new Set(["costPerApprovedImage", "approvalRate"]);
const leadOf = ({ reason, metric }: Message) =>
  reason === "CERTAIN_BREACH" && !OF_APPROVALS.has(metric ?? "") ? "CERTAIN_BREACH_SAMPLE" : reason;

type Telling = { say: Say; locale: Locale; figure: string; shown: string };

function factsOf(message: Message, { say, locale, figure, shown }: Telling): Written["facts"] {
  if (message.kind === "test") return [];
  const facts: [string, string | null][] = [
    ["figure", figure],
    ["value", shown],
    ["threshold", message.threshold === null ? null : shownValue(message.threshold, message, locale)],
    ["difference", differenceOf(message, { say, locale })],
    ["parts", partsOf(message, { say, locale })],
    ["sample", message.counts === null ? null : say("counts", message.counts)],
    ["window", windowOf(message, locale)],
    ["currency", message.currency],
    ["lasted", message.lastedMs === null ? null : say("hours", { hours: hoursOf(message.lastedMs) })],
    ["drivers", driversOf(message, locale)],
    ["rule", say("ruleVersion", { name: message.ruleName, version: message.ruleVersion })],
    ["silence", say("howToSilence")],
  ];
  return facts.flatMap(([key, text]) => (text === null ? [] : [{ label: say(`fact.${key}`), text }]));
}

/** Of two percentages in percentage points. */
export function differenceOf(message: Message, { say, locale }: { say: Say; locale: Locale }): string | null {
  if (message.value === null || message.threshold === null) return null;
  const by = new Exact(message.value).minus(message.threshold);
  const sign = by.isNegative() ? "−" : "+";
  if (message.unit !== "share") return `${sign}${shownValue(by.abs().toFixed(), message, locale, message.value)}`;
  const points = shownValue(by.abs().times(100).toFixed(), { ...message, unit: "count" }, locale);
  return say("points", { points: `${sign}${points}` });
}

function partsOf(message: Message, { say, locale }: { say: Say; locale: Locale }): string | null {
  const { numerator, denominator, unit, ruleKind } = message;
  if (numerator === null || denominator === null || unit === "count") return null;
  const isCount = message.metric === "approvalRate";
  const isMoneyBelow = ruleKind !== "KPI_THRESHOLD" || message.metric === "wasteShare";
  const plain = (text: string) => shownValue(text, { ...message, unit: "count" }, locale);
  if (message.inCredits) return say("ofCredits", { used: plain(numerator), all: plain(denominator) });
  const over = isMoneyBelow && !isCount ? shownMoney(denominator, message, locale) : plain(denominator);
  return `${isCount ? plain(numerator) : shownMoney(numerator, message, locale)} ÷ ${over}`;
}

function windowOf({ from, to, timeZone }: Message, locale: Locale): string | null {
  if (from === null || to === null) return null;
  const days = from === to ? shownDay(from, locale) : `${shownDay(from, locale)} – ${shownDay(to, locale)}`;
  return `${days} (${timeZone})`;
}

function driversOf(message: Message, locale: Locale): string | null {
  if (message.drivers.length === 0) return null;
  return message.drivers.map(({ name, spend }) => `${name}: ${shownMoney(spend, message, locale)}`).join(", ");
}

export type Buttons = { open: string; seeFigures: string };

const FIELDS_OF_A_SECTION = 10;

/** Slack's limits: 150 characters in a header, 3,000 in a text, ten fields of 2,000 in a section. */
export function asSlack({ subject, lead, facts, link, figures }: Written, { open, seeFigures }: Buttons) {
  const plain = (text: string, most: number) => ({ type: "plain_text", text: text.slice(0, most) });
  const fields = facts.map(({ label, text }) => plain(`${label}: ${text}`, 1_900));
  const sections = Array.from({ length: Math.ceil(fields.length / FIELDS_OF_A_SECTION) }, (_, at) => ({
    type: "section",
    fields: fields.slice(at * FIELDS_OF_A_SECTION, (at + 1) * FIELDS_OF_A_SECTION),
  }));
  const button = (text: string, url: string) => ({ type: "button", text: plain(text, 70), url });
  const buttons = [button(open, link), ...(figures === null ? [] : [button(seeFigures, figures)])];
  return {
    text: subject,
    blocks: [
      { type: "header", text: plain(subject, 150) },
      { type: "section", text: plain(lead, 2_900) },
      ...sections,
      { type: "actions", elements: buttons },
    ],
  };
}

export const asTeams = ({ subject, lead, facts, link, figures }: Written, { open, seeFigures }: Buttons) => ({
  type: "message",
  attachments: [
    {
      contentType: "application/vnd.microsoft.card.adaptive",
      content: {
        $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
        type: "AdaptiveCard",
        version: "1.4",
        body: [
          { type: "TextBlock", size: "Large", weight: "Bolder", text: subject, wrap: true },
          { type: "TextBlock", text: lead, wrap: true },
          ...(facts.length > 0
            ? [{ type: "FactSet", facts: facts.map(({ label, text }) => ({ title: label, value: text })) }]
            : []),
        ],
        actions: [
          { type: "Action.OpenUrl", title: open, url: link },
          ...(figures === null ? [] : [{ type: "Action.OpenUrl", title: seeFigures, url: figures }]),
        ],
      },
    },
  ],
});
