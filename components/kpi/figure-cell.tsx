"use client";

import { VisuallyHidden } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { useFormat } from "@/components/common/use-format";
import type { Days } from "@/lib/core/period";
import { missingReason } from "@/lib/kpi/chart";
import { type ColumnKey, type ColumnUnit, columnOf, type Figure, figureOf } from "@/lib/kpi/rules/columns";
import { compare } from "@/lib/kpi/rules/compare";
import { type KpiPartialRow, RATIO_FIELDS, type RatioField } from "@/lib/kpi/schema";
import { AtLeast } from "./at-least";
import classes from "./kpi.module.css";
import { useReason } from "./use-reason";

/** A figure without its place: in the reader's words. */
export function useFigureText(): (unit: ColumnUnit, value: string | null) => string {
  const format = useFormat();
  return (unit, value) => {
    if (value === null) return "–";
    if (unit === "money") return format.money(value);
    if (unit === "percent") return format.percent(value);
    return unit === "count" ? format.count(Number(value)) : format.quantity(value);
  };
}

const ratioField = (key: ColumnKey): RatioField | undefined => RATIO_FIELDS.find((field) => field === key);

function Missing({ column, row, figure }: { column: ColumnKey; row: KpiPartialRow; figure: Figure }) {
  const t = useTranslations("kpi");
  const reasonIn = useReason();
  const { jobs = 0, images = 0, decided = 0, superseded = 0, nullReasons = {} } = row;
  const counts = { jobs, images, decided, superseded, nullReasons };
  const field = ratioField(column);
  const words = field
    ? reasonIn(missingReason(counts, field), counts)
    : reasonIn(figure.reason ?? "NOT_APPLICABLE", counts);
  if (figure.reason === "UNPRICED" && !field) return <span className={classes.quiet}>{t("source.unpriced")}</span>;
  return (
    <span className={classes.quiet} title={words}>
      <span aria-hidden>–</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}

const SIGN = { more: "+", less: "−", same: "±" } as const;
const ARROW = { more: "▲", less: "▼", same: "" } as const;

type Beside = { unit: ColumnUnit; now: string | null; before: string | null; days: Days };

/** What it was before: absolute and in per cent, with sign and, for ears and the pointer, in words. */
function ChangeOf({ unit, now, before, days }: Beside) {
  const t = useTranslations("explore");
  const format = useFormat();
  const write = useFigureText();
  const { difference, relative, direction } = compare(now, before);
  const when = format.days(days.from, days.to);
  if (direction === null || difference === null)
    return (
      <span className={classes.changeLine}>
        <span aria-hidden>–</span>
        <VisuallyHidden>{t("noBefore", { days: when })}</VisuallyHidden>
      </span>
    );
  const size = difference.replace("-", "");
  const absolute = unit === "percent" ? t("points", { change: format.points(size) }) : write(unit, size);
  const share = relative === null ? null : format.percent(relative.replace("-", ""));
  const inWords =
    direction === "same"
      ? t("same", { days: when })
      : share === null
        ? t("moreAbsolute", { change: absolute, days: when })
        : t(direction, { change: absolute, relative: share, days: when });
  return (
    <span className={classes.changeLine} title={`${inWords}: ${write(unit, before)}`}>
      <span aria-hidden>
        {direction === "same" ? "±0" : `${ARROW[direction]} ${SIGN[direction]}${absolute}`}
        {direction !== "same" && share ? ` · ${SIGN[direction]}${share}` : ""}
      </span>
      <VisuallyHidden>{inWords}</VisuallyHidden>
    </span>
  );
}

type Props = {
  column: ColumnKey;
  row: KpiPartialRow;
  /** Of the whole answer: what a share is a share of. */
  total: KpiPartialRow;
  before?: { row: KpiPartialRow; total: KpiPartialRow; days: Days } | null;
};

/** One figure of a row: exact in what is copied, in the reader's words on the screen, or the reason why there is none. */
export function FigureCell({ column, row, total, before = null }: Props) {
  const write = useFigureText();
  const { unit } = columnOf(column);
  const figure = figureOf(column, row, total);
  const shown =
    figure.value === null ? (
      <Missing column={column} row={row} figure={figure} />
    ) : (
      <AtLeast when={figure.lowerBound}>
        {unit === "money" ? (
          <Amount value={figure.value} />
        ) : (
          <data value={figure.value}>{write(unit, figure.value)}</data>
        )}
      </AtLeast>
    );
  if (!before) return shown;
  const was = figureOf(column, before.row, before.total).value;
  return (
    <span className={classes.withChange}>
      {shown}
      <ChangeOf unit={unit} now={figure.value} before={was} days={before.days} />
    </span>
  );
}
