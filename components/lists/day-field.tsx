"use client";

import "@/components/common/calendar-language";
import { DateInput, type DateInputProps } from "@mantine/dates";
import { useLocale } from "next-intl";

type Props = Omit<DateInputProps, "value" | "onChange" | "valueFormat"> & {
  value: string;
  onChange: (day: string) => void;
};

/** A calendar day as YYYY-MM-DD, typed and shown as the person writes it; empty when there is none. */
export function DayField({ value, onChange, ...rest }: Props) {
  const german = useLocale() === "de";
  return (
    <DateInput
      {...rest}
      value={value || null}
      onChange={(day) => onChange(day ?? "")}
      valueFormat={german ? "DD.MM.YYYY" : "D MMM YYYY"}
      clearable={!rest.required}
      popoverProps={{ withinPortal: true }}
    />
  );
}
