"use client";

import { useLocale, useTimeZone } from "next-intl";
import { useMemo } from "react";
import { type Formatter, formatter } from "./format";
import { useMaybeMe } from "./me-context";

/** Numbers, money and dates in the person's language, the organization's zone and its currency. */
export function useFormat(): Formatter {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const currency = useMaybeMe()?.organization.currency ?? "EUR";
  return useMemo(() => formatter(locale, timeZone, currency), [locale, timeZone, currency]);
}
