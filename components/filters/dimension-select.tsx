"use client";

import { NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";
import { FILTERS, type Filter } from "@/components/filters/url";

type Props = { label: string; value: Filter; onChange: (dimension: Filter) => void };

const isFilter = (text: string): text is Filter => (FILTERS as readonly string[]).includes(text);

export function DimensionSelect({ label, value, onChange }: Props) {
  const t = useTranslations("kpi.dimension");
  return (
    <NativeSelect
      aria-label={label}
      size="xs"
      w={160}
      value={value}
      onChange={({ currentTarget }) => isFilter(currentTarget.value) && onChange(currentTarget.value)}
      data={FILTERS.map((filter) => ({ value: filter, label: t(filter) }))}
    />
  );
}
