"use client";

import { useTranslations } from "next-intl";
import type { TargetState } from "@/lib/core/chart";
import { fitting } from "./scale";
import classes from "./shapes.module.css";
import { useWidth } from "./use-width";

export type DrawnTargetBar = {
  id: string;
  label: string;
  /** Exact; null with the reason in words. */
  value: string | null;
  reason?: string | undefined;
  target: string | null;
  state: TargetState;
  /** "at least" where a part has no price. */
  lowerBound?: boolean | undefined;
};

type Props = {
  label: string;
  bars: readonly DrawnTargetBar[];
  write: (exact: string) => string;
  onChoose?: ((id: string) => void) | undefined;
};

const ROW = 46;
const NAME = 14;
const THICK = 12;

function Row({ bar, at, width, most, write, onChoose }: Omit<Props, "label" | "bars"> & RowProps) {
  const t = useTranslations("charts");
  const x = (value: string) => Math.max((Number(value) / most) * width, 1);
  const y = at * ROW;
  const figure = bar.value === null ? null : write(bar.value);
  const written = figure && bar.lowerBound ? t("atLeast", { figure }) : figure;
  const state = bar.target === null ? null : t(`state.${bar.state}`);
  const target = bar.target === null ? t("noTarget") : t("targetOf", { target: write(bar.target) });
  const right = [written ?? bar.reason ?? "–", state].filter(Boolean).join(" · ");
  const choose = onChoose
    ? ({ role: "button", tabIndex: 0, onClick: () => onChoose(bar.id) } as const)
    : ({ role: "img" } as const);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it has a role whenever it can be pressed
    <g
      className={classes.targetRow}
      data-choosable={onChoose ? true : undefined}
      {...choose}
      onKeyDown={(event) => {
        if (!onChoose || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        onChoose(bar.id);
      }}
    >
      <title>{`${bar.label}: ${right}. ${target}`}</title>
      <rect className={classes.hit} x={0} y={y} width={width} height={ROW - 4} />
      <text x={0} y={y + NAME} className={classes.rowName}>
        {fitting(bar.label, width - right.length * 7 - 12)}
      </text>
      <text x={width} y={y + NAME} textAnchor="end" className={classes.rowValue} data-state={bar.state}>
        {right}
      </text>
      <rect className={classes.track} x={0} y={y + NAME + 8} width={width} height={THICK} rx={2} />
      {bar.value === null ? null : (
        <rect
          className={classes.valueBar}
          data-state={bar.state}
          x={0}
          y={y + NAME + 8}
          width={x(bar.value)}
          height={THICK}
          rx={2}
        />
      )}
      {bar.target === null ? null : (
        <rect className={classes.tick} x={x(bar.target) - 1.5} y={y + NAME + 4} width={3} height={THICK + 8} rx={1} />
      )}
    </g>
  );
}
type RowProps = { bar: DrawnTargetBar; at: number; width: number; most: number };

/** A bar per thing, longest scale first, with a tick where its target is. The state is written, not only coloured. */
export function TargetBars({ label, bars, write, onChoose }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const most = Math.max(...bars.map(({ value, target }) => Math.max(Number(value ?? 0), Number(target ?? 0))), 0) || 1;
  const height = bars.length * ROW;
  return (
    <div ref={ref} className={classes.rows} style={{ height }}>
      {width > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: an svg group has no HTML element
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          data-chart
          role="group"
          aria-label={label}
        >
          {bars.map((bar, at) => (
            <Row key={bar.id} bar={bar} at={at} width={width} most={most * 1.04} write={write} onChoose={onChoose} />
          ))}
        </svg>
      ) : null}
    </div>
  );
}
