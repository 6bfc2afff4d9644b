"use client";

import { MultiSelect, Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listQuery } from "@/lib/dimensions/queries";

type Props = {
  label: string;
  hint: string;
  /** Null = no limit. */
  value: string[] | null;
  onChange: (value: string[] | null) => void;
  error?: string | undefined;
  disabled?: boolean;
};

/** No limit, or the cost centres that remain. */
export function CostCenterLimit({ label, hint, value, onChange, error, disabled = false }: Props) {
  const { data = [] } = useQuery(listQuery("cost-centers"));
  // A code that was archived since stays visible, so that saving does not drop it unseen.
  const known = new Set(data.map(({ code }) => code));
  const options = [
    ...data.map(({ code, name }) => ({ value: code, label: code === name ? code : `${code} – ${name}` })),
    ...(value ?? []).filter((code) => !known.has(code)).map((code) => ({ value: code, label: code })),
  ];
  return (
    <Stack gap="xs">
      <Switch
        label={label}
        description={hint}
        checked={value !== null}
        disabled={disabled}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? [] : null)}
      />
      {value === null ? null : (
        <MultiSelect
          aria-label={label}
          data={options}
          value={value}
          onChange={onChange}
          error={error}
          searchable
          clearable
          hidePickedOptions
        />
      )}
    </Stack>
  );
}
