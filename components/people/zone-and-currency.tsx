"use client";

import { Select, type SelectProps } from "@mantine/core";
import { useLocale } from "next-intl";
import { useMemo } from "react";
import { COMMON_CURRENCIES } from "@/lib/settings/rules";

type Props = Omit<SelectProps, "data">;

export function CurrencySelect({
  commonLabel,
  otherLabel,
  ...rest
}: Props & { commonLabel: string; otherLabel: string }) {
  const locale = useLocale();
  const data = useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: "currency" });
    const option = (code: string) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` });
    const common: readonly string[] = COMMON_CURRENCIES;
    const others = Intl.supportedValuesOf("currency").filter((code) => !common.includes(code));
    return [
      { group: commonLabel, items: common.map(option) },
      { group: otherLabel, items: others.map(option) },
    ];
  }, [locale, commonLabel, otherLabel]);
  return <Select {...rest} data={data} searchable allowDeselect={false} />;
}

export function ZoneSelect({ value, ...rest }: Props) {
  const data = useMemo(() => {
    const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
    // An old name that was chosen elsewhere stays choosable.
    if (value) zones.add(value);
    return [...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
  }, [value]);
  return <Select {...rest} {...(value === undefined ? {} : { value })} data={data} searchable allowDeselect={false} />;
}
