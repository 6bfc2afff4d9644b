"use client";

import { NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { Mark } from "@/components/charts/drawn";
import type { Filter } from "@/components/filters/url";
import type { Days, Interval } from "@/lib/core/period";
import { MEASURES, type Measure, type OverviewScope } from "./questions";
import { RateOverTime } from "./rate-over-time";
import { SpendOverTime } from "./spend-over-time";

type Props = {
  scope: OverviewScope;
  /** Changes of price or policy on the time axis. */
  marks?: readonly Mark[];
  onShow: (measure: Measure) => void;
  onBy: (dimension: Filter) => void;
  onInterval: (interval: Interval) => void;
  onFilter: (dimension: Filter, codes: string[]) => void;
  onRange: (days: Days) => void;
};

const isMeasure = (text: string): text is Measure => (MEASURES as readonly string[]).includes(text);

/** The large chart: spend in its parts, or a rate against its target. */
export function OverTime({ scope, onShow, onBy, onFilter, ...rest }: Props) {
  const t = useTranslations("overview");
  const choice = (
    <NativeSelect
      aria-label={t("show")}
      size="xs"
      w={150}
      value={scope.show}
      onChange={({ currentTarget }) => isMeasure(currentTarget.value) && onShow(currentTarget.value)}
      data={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))}
    />
  );
  if (scope.show === "spend")
    return <SpendOverTime scope={scope} choice={choice} onBy={onBy} onFilter={onFilter} {...rest} />;
  return <RateOverTime scope={scope} rate={scope.show} choice={choice} {...rest} />;
}
