"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AmountInput } from "@/components/common/amount-input";
import { useMe } from "@/components/common/me-context";
import { PRICE_UNITS } from "@/lib/jobs/rules/vocabulary";
import type { DraftField, JobDraft } from "./draft";
import { ProblemText } from "./problem-text";
import type { JobForm } from "./use-job-form";

/** Fields whose draft is text. */
type TextField = {
  [F in DraftField]: JobDraft[F] extends string ? (string extends JobDraft[F] ? F : never) : never;
}[DraftField];
type Props = { form: JobForm; name: TextField; description?: string; placeholder?: string };

/** Label, value and problem that every field shares. */
export function useField(form: JobForm, name: DraftField) {
  const t = useTranslations("jobs");
  const problem = form.problems[name];
  return { name, label: t(`field.${name}`), error: problem ? <ProblemText problem={problem} /> : undefined };
}

export function LineField({ form, name, ...rest }: Props) {
  return (
    <TextInput
      {...useField(form, name)}
      {...rest}
      autoComplete="off"
      value={form.draft[name]}
      onChange={({ currentTarget }) => form.set({ [name]: currentTarget.value })}
    />
  );
}

export function CountField(props: Props) {
  const { form, name, ...rest } = props;
  return (
    <TextInput
      {...useField(form, name)}
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      value={form.draft[name]}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onChange={({ currentTarget }) => form.set({ [name]: currentTarget.value })}
    />
  );
}

export function AmountField({ form, name, ...rest }: Props) {
  return (
    <AmountInput
      {...useField(form, name)}
      {...rest}
      value={form.draft[name]}
      onChange={(value) => form.set({ [name]: value })}
    />
  );
}

export function LongField({ form, name, ...rest }: Props) {
  return (
    <Textarea
      {...useField(form, name)}
      {...rest}
      autosize
      minRows={2}
      maxRows={8}
      value={form.draft[name]}
      onChange={({ currentTarget }) => form.set({ [name]: currentTarget.value })}
    />
  );
}

type ChoiceField = "kind" | "stage" | "status";
type ChoiceProps<F extends ChoiceField> = {
  form: JobForm;
  name: F;
  choices: readonly JobDraft[F][];
  labelOf: (choice: JobDraft[F]) => string;
  disabled?: boolean;
};

/** A native list: one letter chooses, phones show their own wheel. */
export function ChoiceField<F extends ChoiceField>({ form, name, choices, labelOf, disabled = false }: ChoiceProps<F>) {
  return (
    <NativeSelect
      {...useField(form, name)}
      disabled={disabled}
      value={form.draft[name]}
      onChange={({ currentTarget }) => form.set({ [name]: currentTarget.value })}
      data={choices.map((choice) => ({ value: choice, label: labelOf(choice) }))}
    />
  );
}

/** What an amount may be given in: units of providers, and money. */
export function useUnits(chosen: string) {
  const t = useTranslations("jobs");
  const { currency } = useMe().organization;
  const money = [...new Set([currency, "USD", "EUR"])];
  const units = PRICE_UNITS.map((unit) => ({ value: unit as string, label: t(`unit.${unit}`) }));
  const all = [...units, ...money.map((code) => ({ value: code, label: code }))];
  return all.some(({ value }) => value === chosen) ? all : [...all, { value: chosen, label: chosen }];
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0 }}>
      <legend style={{ fontWeight: 600, padding: 0, marginBlockEnd: "0.5rem" }}>{title}</legend>
      {children}
    </fieldset>
  );
}
