"use client";

import { useTranslations } from "next-intl";
import { SmallSelect } from "@/components/common/small-select";
import { FILTERS, type Filter } from "@/components/filters/url";

type Props = { label: string; value: Filter; onChange: (dimension: Filter) => void };

export function DimensionSelect({ label, value, onChange }: Props) {
  const t = useTranslations("kpi.dimension");
  return (
    <SmallSelect
      label={label}
      width={160}
      value={value}
      options={FILTERS.map((filter) => ({ value: filter, label: t(filter) }))}
      onChange={onChange}
    />
  );
}
