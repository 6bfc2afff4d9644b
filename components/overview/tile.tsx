"use client";

import { Popover, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconChevronRight, IconInfoCircle } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Amount } from "@/components/common/amount";
import { useFormat } from "@/components/common/use-format";
import { jobsHref } from "@/components/filters/jobs-link";
import type { Filters } from "@/components/filters/url";
import { useNameOf } from "@/components/filters/use-filter-options";
import { FigureHistoryButton } from "@/components/kpi/figure-history";
import { useReason } from "@/components/kpi/use-reason";
import type { Days } from "@/lib/core/period";
import { shareOf, type Tile, type TileKey, toTile } from "@/lib/kpi/chart";
import type { KpiRow } from "@/lib/kpi/schema";
import { ChangeLine } from "./change-line";
import classes from "./overview.module.css";

type TileScope = Days & { filters: Filters };
type Props = { tileKey: TileKey; row: KpiRow; previous: KpiRow | null; before: Days | null; scope: TileScope };

const PER = {
  costPerImage: "perImage",
  costPerApprovedImage: "perApprovedImage",
  costPerVariation: "perVariation",
  costPerCampaign: "perCampaign",
  credits: "creditUnit",
} as const;
const hasUnit = (key: TileKey): key is keyof typeof PER => key in PER;

function Meaning({ tileKey }: { tileKey: TileKey }) {
  const t = useTranslations("kpi");
  return (
    <Popover width={280} position="bottom-start" withRoles shadow="md">
      <Popover.Target>
        <UnstyledButton className={classes.meaning} aria-label={t("explain", { figure: t(`figure.${tileKey}`) })}>
          <IconInfoCircle size={16} stroke={1.6} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.meaningText}>{t(`meaning.${tileKey}`)}</Popover.Dropdown>
    </Popover>
  );
}

function Value({ tile, row }: { tile: Tile; row: KpiRow }) {
  const t = useTranslations("kpi");
  const format = useFormat();
  const reasonIn = useReason();
  if (tile.key === "credits" && tile.value === null) return <CreditsByProvider row={row} />;
  if (tile.value === null) return <p className={classes.reason}>{tile.reason ? reasonIn(tile.reason, row) : "–"}</p>;
  return (
    <p className={classes.value}>
      {tile.lowerBound ? <span className={classes.unit}>{t("atLeast")}</span> : null}
      {tile.unit === "money" ? <Amount value={tile.value} /> : null}
      {tile.unit === "percent" ? format.percent(tile.value) : null}
      {tile.unit === "credits" ? format.quantity(tile.value) : null}
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
      {entries.slice(0, 4).map(([provider, credits]) => (
        <div key={provider}>
          <dt>{nameOf(provider)}</dt>
          <dd>{format.quantity(credits)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a figure rests on, so that nobody has to guess how sure it is. */
function notesOf(
  tile: Tile,
  row: KpiRow,
  t: ReturnType<typeof useTranslations<"kpi">>,
  format: ReturnType<typeof useFormat>,
) {
  const notes: string[] = [];
  const isMoney = tile.unit === "money";
  const estimated = isMoney ? shareOf(row.estimatedSpend, row.spend) : null;
  if (estimated && Number(estimated) > 0 && tile.key === "spend")
    notes.push(t("estimated", { share: format.percent(estimated) }));
  const share = tile.key === "waste" && tile.value !== null ? shareOf(row.waste.total, row.spend) : null;
  if (share) notes.push(t("ofSpend", { share: format.percent(share) }));
  if (tile.key === "costPerApprovedImage" && row.approvedWithChanges > 0)
    notes.push(t("withChanges", { count: row.approvedWithChanges }));
  if (tile.key === "costPerCampaign" && Number(row.unassignedSpend) > 0)
    notes.push(t("unassignedSpend", { amount: format.money(row.unassignedSpend) }));
  // Last: "of it" and "of them" in the notes before mean the figure.
  if (tile.lowerBound) notes.push(t("unpriced", { count: row.unpricedJobs }));
  if (tile.sample.unit !== "jobs") notes.unshift(t(`sample.${tile.sample.unit}`, { count: tile.sample.count }));
  return notes;
}

function Notes({ notes }: { notes: readonly ReactNode[] }) {
  return notes.length > 0 ? <p className={classes.notes}>{notes.join(" · ")}</p> : null;
}

/** One figure: its full name, value and unit, what it was before, what it rests on, and the jobs behind it. */
export function FigureTile({ tileKey, row, previous, before, scope }: Props) {
  const t = useTranslations("kpi");
  const format = useFormat();
  const tile = toTile(tileKey, row, previous);
  const name = t(`figure.${tileKey}`);
  const also = tileKey === "costPerVariation" ? { kind: ["variation"] } : {};
  return (
    <article className={classes.tile} aria-label={name}>
      <header className={classes.tileHeader}>
        <h2 className={classes.tileName}>{name}</h2>
        <Meaning tileKey={tileKey} />
      </header>
      <Value tile={tile} row={row} />
      <ChangeLine tile={tile} before={before} />
      <Notes notes={notesOf(tile, row, t, format)} />
      {tileKey === "costPerApprovedImage" && row.jobs > 0 ? (
        <div>
          <FigureHistoryButton figure={tileKey} scope={scope} />
        </div>
      ) : null}
      {row.jobs > 0 ? (
        <Link className={classes.behind} href={jobsHref(scope, also)}>
          <VisuallyHidden>{t("openJobs", { figure: name })}: </VisuallyHidden>
          {tileKey === "costPerVariation" ? t("openVariations") : t("sample.jobs", { count: row.jobs })}
          <IconChevronRight size={14} aria-hidden />
        </Link>
      ) : null}
    </article>
  );
}
