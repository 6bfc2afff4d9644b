"use client";

import { Switch, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ListName, ListRow } from "@/lib/dimensions/schema";
import { CodeSelect } from "./code-select";
import { DayField } from "./day-field";
import type { Field, FieldName, Values } from "./fields";

type Props = {
  list: ListName;
  row: ListRow | null;
  fields: readonly Field[];
  values: Values;
  errors: Partial<Record<FieldName, string>>;
  onChange: (name: FieldName, value: string | boolean) => void;
};

const HINTED = ["code", "costCenter", "failuresAreFree", "wallet", "surface", "account", "activeTo"] as const;
type Hinted = (typeof HINTED)[number];
const isHinted = (name: FieldName): name is Hinted => HINTED.some((hinted) => hinted === name);

function useHint(list: ListName) {
  const t = useTranslations("lists");
  return (name: FieldName): string | null => {
    if (list === "motifs" && name === "name") return t("fieldHint.motifName");
    return isHinted(name) ? t(`fieldHint.${name}`) : null;
  };
}

/** A default wallet stays the default until another one becomes it. */
const isFixed = (row: ListRow | null, name: FieldName) =>
  name === "isDefault" && row !== null && "isDefault" in row && row.isDefault;

const mostOf = (name: FieldName) => (name === "code" || name === "wallet" || name === "surface" ? 64 : 200);

type InputProps = {
  field: Field;
  value: string | boolean | undefined;
  /** What every kind of input is given alike. */
  shared: { name: FieldName; label: string; description: string | null; error: string | null };
  fixed: boolean;
  onChange: (value: string | boolean) => void;
};

function FieldInput({ field: { name, kind, from, required = false }, value, shared, fixed, onChange }: InputProps) {
  const text = typeof value === "string" ? value : "";
  if (kind === "flag")
    return (
      <Switch
        {...shared}
        checked={value === true}
        disabled={fixed}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    );
  if (kind === "choice" && from)
    return <CodeSelect {...shared} required={required} list={from} value={text} onChange={onChange} />;
  if (kind === "day") return <DayField {...shared} required={required} value={text} onChange={onChange} />;
  const typed = {
    ...shared,
    required,
    value: text,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
  };
  if (kind === "longText") return <Textarea {...typed} autosize minRows={3} maxRows={12} maxLength={2_000} />;
  return <TextInput {...typed} autoComplete="off" spellCheck={name !== "code"} maxLength={mostOf(name)} />;
}

export function RowFields({ list, row, fields, values, errors, onChange }: Props) {
  const t = useTranslations("lists");
  const hint = useHint(list);
  return fields.map((field, index) => {
    const { name } = field;
    const shared = {
      name,
      label: t(`field.${name}`),
      description: hint(name),
      error: errors[name] ?? null,
      ...(index === 0 ? { "data-autofocus": true } : {}),
    };
    return (
      <FieldInput
        key={name}
        field={field}
        value={values[name]}
        shared={shared}
        fixed={isFixed(row, name)}
        onChange={(value) => onChange(name, value)}
      />
    );
  });
}
