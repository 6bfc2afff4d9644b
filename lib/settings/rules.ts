import { z } from "zod";

export const COMMON_CURRENCIES = [
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "SEK",
  "DKK",
  "NOK",
  "PLN",
  "CZK",
  "JPY",
  "AUD",
  "CAD",
] as const;

const currencies = new Set(Intl.supportedValuesOf("currency"));
const zones = new Set(Intl.supportedValuesOf("timeZone"));

export function isCurrency(text: string): boolean {
  return currencies.has(text);
}

/** Names of places, also old ones ("Asia/Calcutta"); bare offsets have no daylight-saving rules and are refused. */
export function isTimeZone(text: string): boolean {
  if (zones.has(text) || text === "UTC") return true;
  if (!/^[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(text)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: text }));
  } catch {
    return false;
  }
}

export const reportingCurrency = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCurrency, "Use a currency code of three letters, such as EUR");

export const timeZone = z.string().refine(isTimeZone, "Use the name of a time zone, such as Europe/Berlin");

const LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
const HOST = new RegExp(`^(\\*\\.${LABEL}\\.)?${LABEL}(\\.${LABEL})*$`);

/** A host that pictures may be fetched from: a name, or `*.` with at least two labels for every host below it. */
export const pictureHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(253, "At most 253 characters")
  .regex(HOST, "Write only the host, such as cdn.example.com, or *.example.com for every host below it");
