import { Exact } from "@/lib/core/amount";
import type { Message } from "../schema";

type Locale = "en" | "de";
/** A translator of the namespace `alerts.message`, whoever made it. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** A number as people read it: money with currency, shares as per cent. */
function shownValue(text: string, { unit, currency }: Pick<Message, "unit" | "currency">, locale: Locale): string {
  const number = Number(text);
  const language = locale === "de" ? "de-DE" : "en-GB";
  if (unit === "share")
    return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(number);
  if (unit === "ratio") return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(number)} ×`;
  if (unit === "count") return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(number);
  const digits = Math.abs(number) < 1 && number !== 0 ? 4 : 2;
  const options = { style: "currency", currency, minimumFractionDigits: 2, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(language, options).format(number);
}

const shownMoney = (text: string, message: Message, locale: Locale) =>
  shownValue(text, { ...message, unit: "money" }, locale);

const shownDay = (day: string, locale: Locale) =>
  new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );

export type Written = { subject: string; lead: string; facts: { label: string; text: string }[]; link: string };

function hoursOf(lastedMs: number): number {
  return Math.max(Math.round(lastedMs / 3_600_000), 1);
}

/** What a message says, in one language; each channel gives it a shape. */
export function written(message: Message, { say, locale, base }: { say: Say; locale: Locale; base: string }): Written {
  const figure = say(`figure.${message.metric ?? message.ruleKind}`);
  const scope = message.scope ?? say("everything");
  const value = message.value === null ? null : shownValue(message.value, message, locale);
  const shown = value === null ? say("noValue") : message.atLeast ? say("atLeast", { value }) : value;
  const subject =
    message.kind === "test"
      ? say("subject.test")
      : say(`subject.${message.transition}`, {
          figure,
          scope,
          severity: say(`severity.${message.severity ?? "warning"}`),
        });
  const lead =
    message.kind === "test" ? say("lead.test") : say(`lead.${message.reason}`, { figure, scope, value: shown });
  return {
    subject,
    lead,
    facts: factsOf(message, { say, locale, figure, shown }),
    link: new URL(message.link, base).href,
  };
}

type Telling = { say: Say; locale: Locale; figure: string; shown: string };

function factsOf(message: Message, { say, locale, figure, shown }: Telling): Written["facts"] {
  if (message.kind === "test") return [];
  const facts: [string, string | null][] = [
    ["figure", figure],
    ["value", shown],
    ["threshold", message.threshold === null ? null : shownValue(message.threshold, message, locale)],
    ["difference", differenceOf(message, locale)],
    ["parts", partsOf(message, locale)],
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

function differenceOf(message: Message, locale: Locale): string | null {
  if (message.value === null || message.threshold === null) return null;
  const by = new Exact(message.value).minus(message.threshold);
  return `${by.isNegative() ? "−" : "+"}${shownValue(by.abs().toFixed(), message, locale)}`;
}

function partsOf(message: Message, locale: Locale): string | null {
  const { numerator, denominator, unit, ruleKind } = message;
  if (numerator === null || denominator === null || unit === "count") return null;
  const isCount = message.metric === "approvalRate";
  const isMoneyBelow = ruleKind !== "KPI_THRESHOLD" || message.metric === "wasteShare";
  const plain = (text: string) => shownValue(text, { ...message, unit: "count" }, locale);
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

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export function asText({ lead, facts, link }: Written): string {
  return [lead, "", ...facts.map(({ label, text }) => `${label}: ${text}`), "", link].join("\n");
}

export function asHtml(
  { subject, lead, facts, link }: Written,
  { locale, open }: { locale: Locale; open: string },
): string {
  const rows = facts
    .map(
      ({ label, text }) =>
        `<tr><th align="left" style="padding:4px 16px 4px 0;color:#5b6670;font-weight:400;vertical-align:top">${escaped(label)}</th><td style="padding:4px 0">${escaped(text)}</td></tr>`,
    )
    .join("");
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;background:#f4f6f7;font-family:Inter,Segoe UI,Helvetica,Arial,sans-serif;color:#17212b">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="max-width:600px;width:100%;background:#fff;border:1px solid #e1e6e9;border-radius:8px"><tr><td style="padding:24px">
<p style="margin:0 0 16px;color:#0c6a65;font-weight:600">Pixelledger</p>
<h1 style="margin:0 0 8px;font-size:20px;line-height:1.3">${escaped(subject)}</h1>
<p style="margin:0 0 16px;font-size:15px;line-height:1.5">${escaped(lead)}</p>
<table style="font-size:14px;line-height:1.4;border-collapse:collapse">${rows}</table>
<p style="margin:24px 0 0"><a href="${escaped(link)}" style="display:inline-block;background:#0c6a65;color:#fff;text-decoration:none;padding:10px 16px;border-radius:6px">${escaped(open)}</a></p>
</td></tr></table></td></tr></table></body></html>`;
}

export const asSlack = ({ subject, lead, facts, link }: Written, open: string) => ({
  text: subject,
  blocks: [
    { type: "header", text: { type: "plain_text", text: subject.slice(0, 150) } },
    { type: "section", text: { type: "plain_text", text: lead.slice(0, 2_900) } },
    ...(facts.length > 0
      ? [
          {
            type: "section",
            fields: facts
              .slice(0, 10)
              .map(({ label, text }) => ({ type: "plain_text", text: `${label}: ${text}`.slice(0, 1_900) })),
          },
        ]
      : []),
    { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: open }, url: link }] },
  ],
});

export const asTeams = ({ subject, lead, facts, link }: Written, open: string) => ({
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
          { type: "FactSet", facts: facts.map(({ label, text }) => ({ title: label, value: text })) },
        ],
        actions: [{ type: "Action.OpenUrl", title: open, url: link }],
      },
    },
  ],
});
