"use client";

import { Autocomplete, type AutocompleteProps } from "@mantine/core";

const USUAL = ["EUR", "USD", "GBP", "CHF", "SEK", "DKK", "NOK", "PLN", "CZK", "JPY", "CAD", "AUD"];

type Props = Omit<AutocompleteProps, "data" | "onChange"> & {
  onChange: (currency: string) => void;
  /** Left out: the organization's own currency where only others make sense. */
  without?: string;
};

/** A currency code; the usual ones are offered, every other one can be typed. */
export function CurrencySelect({ onChange, without, ...rest }: Props) {
  return (
    <Autocomplete
      {...rest}
      data={USUAL.filter((code) => code !== without)}
      onChange={(typed) => onChange(typed.toUpperCase())}
      maxLength={3}
      autoComplete="off"
      comboboxProps={{ withinPortal: true }}
    />
  );
}
