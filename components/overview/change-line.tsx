"use client";

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

/** How approvals compare depends on how long there was to decide; that is said, not hidden. */
const COMPARES_DECISIONS = new Set<Tile["key"]>(["costPerApprovedImage", "approvalRate", "waste"]);

export function ChangeLine({ tile, before }: { tile: Tile; before: Days | null }) {
  const t = useTranslations("kpi.change");
  const format = useFormat();
  if (!before || tile.value === null) return null;
  const days = format.shortDays(before.from, before.to);
  const { change } = tile;
  if (!change) return <p className={classes.change}>{t("none", { days })}</p>;

  const Arrow = ARROW[change.direction];
  const isLarge = Number(change.by) >= 0.1;
  const by = change.kind === "points" ? format.points(change.by) : format.percent(change.by, isLarge ? 0 : 1);
  const words = {
    relative: { more: "more", less: "less" },
    points: { more: "pointsMore", less: "pointsLess" },
  } as const;
  const sign = change.direction === "more" ? "+" : "−";
  return (
    <p
      className={classes.change}
      data-meaning={meaningOf(change)}
      title={COMPARES_DECISIONS.has(tile.key) ? t("older", { days }) : undefined}
    >
      <Arrow size={16} stroke={2} aria-hidden />
      <span>
        {change.direction === "same"
          ? t("same", { days })
          : t.rich(words[change.kind][change.direction], { change: `${sign}${by}`, days, b: (text) => <b>{text}</b> })}
      </span>
    </p>
  );
}
