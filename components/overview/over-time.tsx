"use client";

import { useTranslations } from "next-intl";
import type { Mark } from "@/components/charts/drawn";
import { SmallSelect } from "@/components/common/small-select";
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

/** The large chart: spend in its parts, or a rate against its target. */
export function OverTime({ scope, onShow, onBy, onFilter, ...rest }: Props) {
  const t = useTranslations("overview");
  const choice = (
    <SmallSelect
      label={t("show")}
      width={150}
      value={scope.show}
      options={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))}
      onChange={onShow}
    />
  );
  if (scope.show === "spend")
    return <SpendOverTime scope={scope} choice={choice} onBy={onBy} onFilter={onFilter} {...rest} />;
  return <RateOverTime scope={scope} rate={scope.show} choice={choice} {...rest} />;
}
