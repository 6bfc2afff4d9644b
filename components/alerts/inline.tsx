"use client";

import { NativeSelect } from "@mantine/core";
import { AmountInput } from "@/components/common/amount-input";
import { percentOfShare, shareOfPercent } from "@/lib/targets/rules";
import classes from "./editor.module.css";

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  disabled?: boolean;
};

/** A part of the sentence that can be chosen. */
export function Choice<T extends string>({ label, value, options, onChange, disabled = false }: ChoiceProps<T>) {
  return (
    <NativeSelect
      aria-label={label}
      className={classes.choice}
      size="sm"
      disabled={disabled}
      value={value}
      data={[...options]}
      onChange={({ currentTarget }) => {
        const known = options.find((one) => one.value === currentTarget.value);
        if (known) onChange(known.value);
      }}
    />
  );
}

type NumberProps = {
  label: string;
  /** As programs write it; null: nothing, or the usual. */
  value: string | null;
  onChange: (value: string | null) => void;
  /** Shares are written as per cent. */
  isShare?: boolean;
  unit?: string | undefined;
  placeholder?: string | undefined;
  error?: string | undefined;
  /** Stands by itself, with its label and what is wrong with it in sight. */
  isField?: boolean;
};

const isNumber = (text: string) => /^\d+(\.\d+)?$/.test(text);

/** A number in the sentence. What is no number stays as it is typed: the server says what is wrong with it. */
export function InlineNumber(props: NumberProps) {
  const { label, value, onChange, isShare = false, unit, placeholder, error, isField = false } = props;
  const shown = value === null ? "" : isShare && isNumber(value) ? percentOfShare(value) : value;
  return (
    <AmountInput
      {...(isField ? { label } : { "aria-label": label, className: classes.number })}
      size="sm"
      value={shown}
      error={isField ? error : error !== undefined}
      {...(placeholder ? { placeholder } : {})}
      {...(unit ? { rightSection: <span className={classes.unit}>{unit}</span>, rightSectionWidth: 38 } : {})}
      onChange={(text) => onChange(text === "" ? null : isShare && isNumber(text) ? shareOfPercent(text) : text)}
    />
  );
}
