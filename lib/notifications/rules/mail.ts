import type { Message } from "../schema";
import { differenceOf, type Say, shownMoney, shownValue, type Written, written } from "./words";

type Locale = "en" | "de";
export type MailWords = {
  /** Namespace `alerts.message`. */
  say: Say;
  /** Namespace `notifications.mail`. */
  tell: Say;
  locale: Locale;
  base: string;
  organization: string;
  /** Why it comes to this address. */
  why: "person" | "channel";
};
export type MailText = { subject: string; text: string; html: string };

/** A person's own wishes, or the channels of the organization. */
const WISHES = { person: "/account#notifications", channel: "/settings/notifications" } as const;

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

type Tone = { mark: string; text: string; ground: string };
const TONES = {
  critical: { mark: "#b42318", text: "#8f1d14", ground: "#fdeceb" },
  warning: { mark: "#b75e09", text: "#8a4608", ground: "#fdf3e4" },
  good: { mark: "#177245", text: "#125a37", ground: "#e8f5ee" },
  neutral: { mark: "#5b6670", text: "#3d4852", ground: "#eef1f3" },
} as const satisfies Record<string, Tone>;

function toneOf({ kind, transition, severity }: Message): Tone {
  if (kind === "test" || transition === "closed" || transition === "failed") return TONES.neutral;
  if (transition === "recovered") return TONES.good;
  return severity === "critical" ? TONES.critical : TONES.warning;
}

const footOf = ({ tell, base, organization, why }: MailWords) => ({
  why: tell(why === "person" ? "whyPerson" : "whyChannel", { organization }),
  change: tell(why === "person" ? "wishes" : "channels"),
  link: new URL(WISHES[why], base).href,
});

export function messageMail(message: Message, words: MailWords): MailText {
  const text = written(message, words);
  // Value, difference and drivers have places of their own; how to silence stands below the buttons.
  const { say, tell } = words;
  const placed = new Set(["value", "threshold", "difference", "drivers", "silence"].map((key) => say(`fact.${key}`)));
  const facts = text.facts.filter(({ label }) => !placed.has(label));
  const drivers = driversOf(message, words);
  const silence = message.kind === "alert" && message.transition !== "recovered" ? tell("silence") : null;
  const shown: Shown = { message, text, facts, drivers, silence, words };
  return { subject: text.subject, text: plainText(shown), html: html(shown) };
}

type Driver = { name: string; spend: string; change: string | null };
type Shown = {
  message: Message;
  text: Written;
  facts: Written["facts"];
  drivers: Driver[];
  silence: string | null;
  words: MailWords;
};

function driversOf(message: Message, { tell, locale }: MailWords): Driver[] {
  return message.drivers.map(({ name, spend, change }) => ({
    ...{ name, spend: shownMoney(spend, message, locale) },
    change: change === null ? null : tell("change", { change: signed(change, message, locale) }),
  }));
}

function signed(change: string, message: Message, locale: Locale): string {
  const isLess = change.startsWith("-");
  return `${isLess ? "−" : "+"}${shownMoney(isLess ? change.slice(1) : change, message, locale)}`;
}

function figureOf(
  message: Message,
  { say, tell, locale }: MailWords,
): { value: string; against: string | null } | null {
  if (message.kind === "test" || message.value === null) return null;
  const value = shownValue(message.value, message, locale);
  const difference = differenceOf(message, { say, locale });
  const threshold = message.threshold === null ? null : shownValue(message.threshold, message, locale);
  return {
    value: message.atLeast ? say("atLeast", { value }) : value,
    against: threshold === null || difference === null ? null : tell("against", { threshold, difference }),
  };
}

const openOf = ({ kind }: Message, { tell }: MailWords) => tell(kind === "test" ? "openTest" : "open");

function plainText({ message, text, facts, drivers, silence, words }: Shown): string {
  const { tell } = words;
  const foot = footOf(words);
  const value = figureOf(message, words);
  const blocks = [
    [text.lead],
    value ? [value.value, ...(value.against ? [value.against] : [])] : [],
    facts.map(({ label, text: said }) => `${label}: ${said}`),
    drivers.length > 0
      ? [
          `${tell("drivers")}:`,
          ...drivers.map(({ name, spend, change }) => `- ${name}: ${[spend, change].filter(Boolean).join(", ")}`),
        ]
      : [],
    [
      `${openOf(message, words)}: ${text.link}`,
      ...(text.figures === null ? [] : [`${tell("seeFigures")}: ${text.figures}`]),
    ],
    silence ? [silence] : [],
    ["--", foot.why, `${foot.change}: ${foot.link}`],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n");
}

// Mail programs know tables and inline styles; who reads in the dark gets the few colours that this needs.
const DARK = `@media (prefers-color-scheme:dark){.p{background:#11161b!important;color:#e6ebef!important}
.c{background:#1a2127!important;border-color:#2c363e!important}.m{color:#9aa7b2!important}.l{border-color:#2c363e!important}
.a{color:#63c9c1!important}.t{background:#242d35!important;color:#e6ebef!important}}`;
const FONT = "Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function button(label: string, link: string): string {
  return `<a href="${escaped(link)}" style="display:inline-block;background:#0c6a65;color:#ffffff;text-decoration:none;font-weight:600;font-size:14px;line-height:20px;padding:10px 18px;border-radius:6px">${escaped(label)}</a>`;
}

const link = (label: string, to: string) =>
  `<a class="a" href="${escaped(to)}" style="color:#0c6a65;font-size:14px;line-height:20px">${escaped(label)}</a>`;

/** @param preview what a mail program shows beside the subject */
function page(body: string, { subject, preview }: { subject: string; preview: string }, words: MailWords): string {
  const foot = footOf(words);
  return `<!doctype html>
<html lang="${words.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title><style>${DARK}</style></head>
<body class="p" style="margin:0;padding:0;background:#f3f5f6;color:#17212b;font-family:${FONT}">
<div style="display:none;max-height:0;overflow:hidden">${escaped(preview)}</div>
<table role="presentation" class="p" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f5f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px">
<tr><td style="padding:0 4px 12px;font-size:14px;line-height:20px"><strong class="a" style="color:#0c6a65">Pixelledger</strong> <span class="m" style="color:#5b6670">· ${escaped(words.organization)}</span></td></tr>
<tr><td class="c" style="background:#ffffff;border:1px solid #dfe5e8;border-radius:8px;overflow:hidden">${body}</td></tr>
<tr><td class="m" style="padding:16px 4px 0;color:#5b6670;font-size:12px;line-height:18px">${escaped(foot.why)}<br><a class="a" href="${escaped(foot.link)}" style="color:#0c6a65">${escaped(foot.change)}</a></td></tr>
</table></td></tr></table></body></html>`;
}

function html({ message, text, facts, drivers, silence, words }: Shown): string {
  const { tell } = words;
  const tone = toneOf(message);
  const value = figureOf(message, words);
  const parts = [
    `<h1 style="margin:0 0 8px;font-size:20px;line-height:28px;font-weight:650">${escaped(text.subject)}</h1>`,
    `<p style="margin:0 0 20px;font-size:15px;line-height:23px">${escaped(text.lead)}</p>`,
    value === null ? "" : valueBlock(value, tone),
    facts.length === 0 ? "" : factTable(facts),
    drivers.length === 0 ? "" : driverTable(drivers, tell("drivers")),
    `<table role="presentation" cellpadding="0" cellspacing="0"><tr><td style="padding:0 16px 0 0">${button(openOf(message, words), text.link)}</td>${text.figures === null ? "" : `<td>${link(tell("seeFigures"), text.figures)}</td>`}</tr></table>`,
    silence === null
      ? ""
      : `<p class="m" style="margin:16px 0 0;color:#5b6670;font-size:13px;line-height:20px">${escaped(silence)}</p>`,
  ];
  const body = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td style="height:4px;line-height:4px;font-size:0;background:${tone.mark}">&nbsp;</td></tr><tr><td style="padding:24px">${parts.join("\n")}</td></tr></table>`;
  return page(body, { subject: text.subject, preview: text.lead }, words);
}

function valueBlock({ value, against }: { value: string; against: string | null }, tone: Tone): string {
  const under = against === null ? "" : `<br><span style="font-size:13px;line-height:20px">${escaped(against)}</span>`;
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px"><tr><td class="t" style="background:${tone.ground};color:${tone.text};border-radius:6px;padding:14px 16px"><span style="font-size:28px;line-height:34px;font-weight:650;font-variant-numeric:tabular-nums">${escaped(value)}</span>${under}</td></tr></table>`;
}

const cell = "padding:7px 0;font-size:14px;line-height:20px;vertical-align:top;border-top:1px solid #e8ecef";

function factTable(facts: Written["facts"]): string {
  const rows = facts.map(
    ({ label, text }) =>
      `<tr><th scope="row" align="left" class="m l" style="${cell};color:#5b6670;font-weight:400;padding-right:16px;width:34%">${escaped(label)}</th><td class="l" style="${cell}">${escaped(text)}</td></tr>`,
  );
  return `<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 20px">${rows.join("")}</table>`;
}

function driverTable(drivers: readonly Driver[], title: string): string {
  const rows = drivers.map(({ name, spend, change }) => {
    const under =
      change === null ? "" : `<br><span class="m" style="color:#5b6670;font-size:12px">${escaped(change)}</span>`;
    return `<tr><td class="l" style="${cell};padding-right:16px">${escaped(name)}</td><td align="right" class="l" style="${cell};font-variant-numeric:tabular-nums">${escaped(spend)}${under}</td></tr>`;
  });
  return `<h2 style="margin:0 0 6px;font-size:14px;line-height:20px;font-weight:650">${escaped(title)}</h2><table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 20px">${rows.join("")}</table>`;
}

// ── The weekly digest ──

/** More than a mail can hold well stays in the inbox. */
const MOST_IN_A_DIGEST = 40;

export function digestMail(messages: readonly Message[], words: MailWords): MailText {
  const { tell, locale, base } = words;
  const count = messages.length;
  const left = Math.max(0, count - MOST_IN_A_DIGEST);
  const rows = messages.slice(left).map((message) => ({ message, text: written(message, words) }));
  const subject = tell("digestSubject", { count });
  const lead = tell("digestLead", { count });
  const more = left > 0 ? tell("digestMore", { count: left }) : null;
  const inbox = new URL("/inbox", base).href;
  const foot = footOf(words);
  const day = (message: Message) =>
    new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", {
      ...{ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
      timeZone: message.timeZone,
    }).format(new Date(message.at));
  const plain = [
    lead,
    ...(more ? [more] : []),
    ...rows.map(({ message, text }) => [day(message), text.subject, text.lead, text.link].join("\n")),
    `${tell("digestOpen")}: ${inbox}`,
    ["--", foot.why, `${foot.change}: ${foot.link}`].join("\n"),
  ].join("\n\n");
  const list = rows.map(
    ({ message, text }) =>
      `<tr><td class="l" style="padding:14px 0;border-top:1px solid #e8ecef"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td style="width:4px;background:${toneOf(message).mark};border-radius:2px;font-size:0">&nbsp;</td><td style="padding:0 0 0 12px"><span class="m" style="color:#5b6670;font-size:12px;line-height:18px">${escaped(day(message))}</span><br><a href="${escaped(text.link)}" class="a" style="color:#0c6a65;font-size:15px;line-height:22px;font-weight:600;text-decoration:none">${escaped(text.subject)}</a><br><span style="font-size:14px;line-height:21px">${escaped(text.lead)}</span></td></tr></table></td></tr>`,
  );
  const body = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td style="padding:24px"><h1 style="margin:0 0 8px;font-size:20px;line-height:28px;font-weight:650">${escaped(subject)}</h1><p style="margin:0 0 16px;font-size:15px;line-height:23px">${escaped([lead, more].filter(Boolean).join(" "))}</p><table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px">${list.join("")}</table>${button(tell("digestOpen"), inbox)}</td></tr></table>`;
  return { subject, text: plain, html: page(body, { subject, preview: lead }, words) };
}
