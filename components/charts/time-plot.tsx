"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useState } from "react";
import { useFormat } from "@/components/common/use-format";
import type { Days } from "@/lib/core/period";
import type { DrawnStep, DrawnTarget, Mark, Shade } from "./drawn";
import { type Geometry, geometryOf } from "./geometry";
import classes from "./plot.module.css";
import { PlotAxes } from "./plot-axes";
import { PlotGuides } from "./plot-guides";
import { afterKey, NOWHERE, type Place, selectedDays } from "./plot-keys";
import { ticksUpTo } from "./scale";
import { useWidth } from "./use-width";

type TimePlotProps = {
  /** What is measured, for the keyboard and screen readers. */
  label: string;
  steps: readonly DrawnStep[];
  highest: number;
  tick: (value: number) => string;
  height?: number | undefined;
  targets?: readonly DrawnTarget[] | undefined;
  marks?: readonly Mark[] | undefined;
  shades?: readonly Shade[] | undefined;
  /** Everything at one date, as people read it and in one sentence. */
  hint: (index: number) => ReactNode;
  said: (index: number) => string;
  onRange?: ((days: Days) => void) | undefined;
};

type Props = TimePlotProps & { draw: (geometry: Geometry, active: number | null) => ReactNode };

/** Beside the step, on the side with more room. */
function Floating({ at, width, children }: { at: number; width: number; children: ReactNode }) {
  const isRight = at < width / 2;
  const place = isRight ? { left: Math.round(at + 12) } : { right: Math.round(width - at + 12) };
  return (
    <div className={classes.floating} style={place} aria-hidden>
      {children}
    </div>
  );
}

type Walk = { steps: readonly DrawnStep[]; geometry: Geometry; onRange: TimePlotProps["onRange"] };

/** Where the reader is on the axis, and what mouse, finger and keys do about it. */
function useWalk({ steps, geometry, onRange }: Walk) {
  const [place, setPlace] = useState<Place>(NOWHERE);
  const [isDragging, setIsDragging] = useState(false);
  const active = place.active !== null && place.active < steps.length ? place.active : null;
  const selected = onRange ? selectedDays(place, steps) : null;

  const indexAt = ({ clientX, currentTarget }: PointerEvent<HTMLDivElement>) => {
    const index = Math.floor((clientX - currentTarget.getBoundingClientRect().left - geometry.left) / geometry.band);
    return index >= 0 && index < steps.length ? index : null;
  };
  function choose(days: Days | null) {
    setIsDragging(false);
    setPlace(NOWHERE);
    if (days) onRange?.(days);
  }
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      const index = indexAt(event);
      // A finger scrolls; dragging is for the mouse and the pen.
      const drags = onRange !== undefined && event.pointerType !== "touch" && event.button === 0;
      setPlace({ active: index, anchor: drags ? index : null });
      setIsDragging(drags);
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const index = indexAt(event);
      if (index === null && isDragging) return;
      setPlace(({ anchor }) => ({ active: index, anchor: isDragging ? anchor : null }));
    },
    onPointerUp() {
      if (isDragging && selected) choose(selected);
      else setIsDragging(false);
    },
    onPointerLeave: () => choose(null),
    onBlur: () => setPlace(NOWHERE),
    onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
      if (event.key === "Enter" && selected) return choose(selected);
      const next = afterKey(place, event.key, event.shiftKey && onRange !== undefined, steps.length - 1);
      if (!next) return;
      event.preventDefault();
      setPlace(next);
    },
  };
  return { active, selected, anchor: selected ? place.anchor : null, isDragging, handlers };
}

/**
 * A time axis that mouse, finger and keyboard walk along: all series at a date, and a range by dragging (or with Shift and
 * Enter). What stands on it, bars or lines, is drawn by the caller.
 */
export function TimePlot(props: Props) {
  const { label, steps, highest, tick, height = 280, targets = [], marks = [], shades = [], hint, said, draw } = props;
  const format = useFormat();
  const [ref, width] = useWidth<HTMLDivElement>();
  const clip = useId();
  const ticks = ticksUpTo(highest);
  const geometry = geometryOf(width, height, steps.length, ticks.at(-1) ?? 1);
  const { active, selected, anchor, isDragging, handlers } = useWalk({ steps, geometry, onRange: props.onRange });
  const here = active ?? steps.length - 1;
  const range = selected ? format.days(selected.from, selected.to) : null;

  return (
    <div
      ref={ref}
      className={classes.plot}
      style={{ height }}
      data-dragging={isDragging || undefined}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={Math.max(steps.length, 1)}
      aria-valuenow={here + 1}
      aria-valuetext={range ?? said(here)}
      {...handlers}
    >
      {width > 0 ? (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} data-chart aria-hidden focusable="false">
          <defs>
            <clipPath id={clip}>
              <rect x={geometry.left} y={0} width={geometry.right - geometry.left} height={geometry.bottom} />
            </clipPath>
          </defs>
          <PlotAxes geometry={geometry} ticks={ticks} tick={tick} steps={steps} />
          <PlotGuides geometry={geometry} steps={steps} shades={shades} marks={marks} active={active} anchor={anchor} />
          <g clipPath={`url(#${clip})`}>{draw(geometry, active)}</g>
          {targets.map((target) => (
            <TargetLine key={target.id} target={target} geometry={geometry} steps={steps} />
          ))}
        </svg>
      ) : null}
      {active !== null && width > 0 ? (
        <Floating at={geometry.x(active)} width={width}>
          {range ? <p className={classes.hintTitle}>{range}</p> : hint(active)}
        </Floating>
      ) : null}
    </div>
  );
}

type TargetProps = { target: DrawnTarget; geometry: Geometry; steps: readonly DrawnStep[] };

/** A target as it was at each date: steps, not a slope. */
function TargetLine({ target, geometry, steps }: TargetProps) {
  const { x, y, band, right } = geometry;
  let path = "";
  let before: string | null = null;
  for (const [index] of steps.entries()) {
    const value = target.values[index] ?? null;
    if (value !== null) {
      const height = y(Number(value));
      path += `${before === null ? "M" : "L"}${x(index) - band / 2} ${height}H${x(index) + band / 2}`;
    }
    before = value;
  }
  const last = target.values.findLast((value) => value !== null);
  if (!last) return null;
  const height = y(Number(last));
  return (
    <g className={classes.target}>
      <path d={path} />
      <text x={right - 4} y={height < 24 ? height + 14 : height - 6} textAnchor="end">
        {target.label}
      </text>
    </g>
  );
}
