"use client";

import { TextInput, type TextInputProps } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { parseAmount, writeAmount } from "./parse-amount";

type Props = Omit<TextInputProps, "value" | "onChange" | "type"> & {
  /** Exact text such as "1.5", or "" */
  value: string;
  onChange: (value: string) => void;
};

/**
 * An amount as people type it: 1,5 in German, 1.5 in English, with or without grouping; never a float. Leaving the
 * field writes the amount as it was understood. What is no amount stays as typed and is reported to the form as it is.
 */
export function AmountInput({ value, onChange, error, onBlur, onFocus, ...rest }: Props) {
  const locale = useLocale();
  const t = useTranslations("common");
  const [typed, setTyped] = useState<string | null>(null);
  const understood = value === "" ? "" : parseAmount(value, "en");
  const written = understood ? writeAmount(understood, locale) : value;
  const unreadable = typed === null && value !== "" && understood === null;

  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? written}
      error={error ?? (unreadable ? t("notAnAmount", { example: writeAmount("12.5", locale) }) : undefined)}
      onFocus={(event) => {
        setTyped(written);
        onFocus?.(event);
      }}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(
          currentTarget.value.trim() === "" ? "" : (parseAmount(currentTarget.value, locale) ?? currentTarget.value),
        );
      }}
      onBlur={(event) => {
        setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}
