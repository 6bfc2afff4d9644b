"use client";

import { VisuallyHidden } from "@mantine/core";
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import type { Days } from "@/lib/core/period";
import type { Change, Tile } from "@/lib/kpi/chart";
import classes from "./overview.module.css";

const ARROW = { more: IconArrowUpRight, less: IconArrowDownRight, same: IconArrowRight } as const;

function meaningOf({ isBetter }: Change): "better" | "worse" | undefined {
  if (isBetter === null) return;
  return isBetter ? "better" : "worse";
}

const WORDS = {
  relative: { more: "shortMore", less: "shortLess" },
  points: { more: "pointsShortMore", less: "pointsShortLess" },
} as const;

/** Against the period that is named once above the tiles: sign, arrow and word. */
export function ChangeLine({ tile, before }: { tile: Tile; before: Days | null }) {
  const t = useTranslations("kpi.change");
  const format = useFormat();
  const { change } = tile;
  if (!before || tile.value === null || !change) return null;
  const than = t("than", { days: format.shortDays(before.from, before.to) });
  const Arrow = ARROW[change.direction];
  const isLarge = Number(change.by) >= 0.1;
  const by = change.kind === "points" ? format.points(change.by) : format.percent(change.by, isLarge ? 0 : 1);
  const sign = change.direction === "more" ? "+" : "−";
  return (
    <p className={classes.change} data-meaning={meaningOf(change)} title={than}>
      <Arrow size={14} stroke={2.2} aria-hidden />
      <span>
        {change.direction === "same"
          ? t("shortSame")
          : t(WORDS[change.kind][change.direction], { change: `${sign}${by}` })}
        <VisuallyHidden> {than}</VisuallyHidden>
      </span>
    </p>
  );
}
