"use client";

import { VisuallyHidden } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { FigureMark } from "@/components/alerts/firing-mark";
import { Sparkline } from "@/components/charts/sparkline";
import { Amount } from "@/components/common/amount";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { jobsHref } from "@/components/filters/jobs-link";
import { useNameOf } from "@/components/filters/use-filter-options";
import { AtLeast } from "@/components/kpi/at-least";
import { FigureHistoryButton } from "@/components/kpi/figure-history-button";
import { HowComputed } from "@/components/kpi/how-computed";
import { TargetNote } from "@/components/kpi/target-note";
import { useReason } from "@/components/kpi/use-reason";
import type { TargetFinder } from "@/components/kpi/use-targets";
import { type Days, earlier } from "@/lib/core/period";
import { type Tile, type TileKey, toTile } from "@/lib/kpi/chart";
import { toTrend } from "@/lib/kpi/chart/trend";
import type { KpiAnswer, KpiRow } from "@/lib/kpi/schema";
import { figureOf } from "@/lib/targets/rules";
import type { TargetMetric } from "@/lib/targets/schema";
import { ChangeLine } from "./change-line";
import classes from "./overview.module.css";
import { intervalOf, type OverviewScope } from "./questions";
import { ReviewState } from "./review-state";

export type TileProps = {
  tileKey: TileKey;
  answer: KpiAnswer;
  previous: KpiRow | null;
  before: Days | null;
  scope: OverviewScope;
  targetOf: TargetFinder;
  /** The one figure that nobody else has stands out. */
  isHero?: boolean;
  /** Changes whose approvals are counted; beside the one figure that most depends on it. */
  onApprovals?: (approvals: OverviewScope["approvals"]) => void;
};

const PER = {
  costPerImage: "perImage",
  costPerApprovedImage: "perApprovedImage",
  costPerVariation: "perVariation",
  costPerCampaign: "perCampaign",
  credits: "creditUnit",
} as const;
const hasUnit = (key: TileKey): key is keyof typeof PER => key in PER;

const METRIC: Partial<Record<TileKey, TargetMetric>> = {
  costPerImage: "costPerImage",
  costPerApprovedImage: "costPerApprovedImage",
  costPerVariation: "costPerVariation",
  costPerCampaign: "costPerCampaign",
  approvalRate: "approvalRate",
  waste: "wasteShare",
};

/** How approvals compare depends on how long there was to decide; that is said where the figure is explained. */
const COMPARES_DECISIONS = new Set<TileKey>(["costPerApprovedImage", "approvalRate", "waste"]);

function Value({ tile, row }: { tile: Tile; row: KpiRow }) {
  const t = useTranslations("kpi");
  const format = useFormat();
  const reasonIn = useReason();
  if (tile.key === "credits" && tile.value === null) return <CreditsByProvider row={row} />;
  if (tile.value === null) return <p className={classes.reason}>{tile.reason ? reasonIn(tile.reason, row) : "–"}</p>;
  return (
    <p className={classes.value}>
      <AtLeast when={tile.lowerBound}>
        {tile.unit === "money" ? <Amount value={tile.value} /> : null}
        {tile.unit === "percent" ? format.percent(tile.value) : null}
        {tile.unit === "credits" ? format.quantity(tile.value) : null}
      </AtLeast>
      {hasUnit(tile.key) ? <span className={classes.unit}>{t(PER[tile.key])}</span> : null}
    </p>
  );
}

/** Credits of different providers are different things: each has its own line. */
function CreditsByProvider({ row }: { row: KpiRow }) {
  const format = useFormat();
  const nameOf = useNameOf("provider", true);
  const entries = Object.entries(row.creditsByProvider).sort(([, a], [, b]) => Number(b) - Number(a));
  return (
    <dl className={classes.providers}>
      {entries.slice(0, 3).map(([provider, credits]) => (
        <div key={provider}>
          <dt>{nameOf(provider)}</dt>
          <dd>{format.quantity(credits)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The rows behind the figure: their number is its sample size, and the way to them. */
function Behind({ tile, row, scope }: { tile: Tile; row: KpiRow; scope: OverviewScope }) {
  const t = useTranslations("kpi");
  if (row.jobs === 0) return null;
  const also = tile.key === "costPerVariation" ? { kind: ["variation"] } : {};
  return (
    <Link className={classes.behind} href={jobsHref(scope, also)}>
      <VisuallyHidden>{t("openJobs", { figure: t(`figure.${tile.key}`) })}: </VisuallyHidden>
      {t(`sample.${tile.sample.unit}`, { count: tile.sample.count })}
      <IconChevronRight size={14} aria-hidden />
    </Link>
  );
}

/** One figure: its full name, value and unit, its course, what it was before, its target, and the jobs behind it. */
export function FigureTile(props: TileProps) {
  const { tileKey, answer, previous, before, scope, targetOf, isHero = false, onApprovals } = props;
  const t = useTranslations("kpi");
  const format = useFormat();
  const row = answer.total;
  const tile = toTile(tileKey, row, previous);
  const name = t(`figure.${tileKey}`);
  const trend = toTrend(answer, tileKey, { interval: intervalOf(scope), today: scope.today });
  const metric = METRIC[tileKey];
  const target = metric ? targetOf(metric, earlier(scope.to, scope.today)) : null;
  const isAged = COMPARES_DECISIONS.has(tileKey) && before && tile.change;
  const comparison = isAged ? t("change.older", { days: format.shortDays(before.from, before.to) }) : undefined;
  return (
    <article className={classes.tile} aria-label={name} data-figure={tileKey} data-hero={isHero || undefined}>
      <header className={classes.tileHeader}>
        <h2 className={classes.tileName}>{name}</h2>
        <HowComputed figure={tileKey} row={row} scope={scope} asOf={answer.asOf} comparison={comparison} />
      </header>
      <Value tile={tile} row={row} />
      <div className={classes.against}>
        <ChangeLine tile={tile} before={before} />
        {metric ? <FigureMark metric={metric} filters={scope.filters} /> : null}
        {target && metric ? <TargetNote value={figureOf(row, metric).value} target={target} metric={metric} /> : null}
      </div>
      {isHero && onApprovals && row.jobs > 0 ? <ReviewState scope={scope} onApprovals={onApprovals} /> : null}
      <div className={classes.course}>
        {trend.filter(({ value }) => value !== null).length > 1 ? (
          <Sparkline values={trend.map(({ value }) => value)} isRunning={trend.at(-1)?.state === "running"} />
        ) : null}
      </div>
      <div className={classes.ways}>
        <Behind tile={tile} row={row} scope={scope} />
        {isHero && row.jobs > 0 && scope.approvals === "cohort" ? (
          <FigureHistoryButton figure="costPerApprovedImage" scope={scope} />
        ) : null}
      </div>
    </article>
  );
}
