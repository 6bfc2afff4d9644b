"use client";

import { Select, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { listQuery } from "@/lib/dimensions/queries";
import { isOffered } from "@/lib/dimensions/rules";
import type { ListName } from "@/lib/dimensions/schema";

type Props = Omit<SelectProps, "data" | "value" | "onChange"> & {
  list: ListName;
  value: string;
  onChange: (code: string) => void;
  /** Codes that cannot be chosen here. */
  without?: readonly string[];
};

/** A row of a list by code or name; archived and merged ones are not offered unless chosen already. */
export function CodeSelect({ list, value, onChange, without = [], ...rest }: Props) {
  const t = useTranslations("lists");
  const { data, isPending } = useQuery(listQuery(list));
  const options = (data ?? [])
    .filter((row) => row.code === value || (isOffered(row) && !without.includes(row.code)))
    .map(({ code, name }) => ({ value: code, label: name === code ? code : `${code} · ${name}` }));
  return (
    <Select
      {...rest}
      data={options}
      value={value || null}
      onChange={(code) => onChange(code ?? "")}
      searchable
      clearable={!rest.required}
      disabled={isPending || rest.disabled === true}
      nothingFoundMessage={t("nothingFound")}
      openOnFocus={false}
      comboboxProps={{ withinPortal: true }}
      maxDropdownHeight={260}
    />
  );
}
