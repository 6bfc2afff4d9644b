"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { Days } from "@/lib/core/period";
import type { DrawnBar, DrawnLayer, DrawnTarget, Mark, Shade, Writing } from "./drawn";
import type { Geometry } from "./geometry";
import { Hint, useSentence } from "./hint";
import classes from "./plot.module.css";
import { TimePlot } from "./time-plot";

type Props = {
  label: string;
  layers: readonly DrawnLayer[];
  bars: readonly DrawnBar[];
  writing: Writing;
  /** A click on a layer; filters in most places. */
  onChoose?: (layerId: string) => void;
  /** A range was drawn on the axis. */
  onRange?: (days: Days) => void;
  targets?: readonly DrawnTarget[];
  marks?: readonly Mark[];
  shades?: readonly Shade[];
  height?: number;
};

/** The drawing alone may round: a pixel is coarser than a float. */
const pixels = (text: string | null | undefined) => (text ? Number(text) : 0);

const most = (bars: Props["bars"], targets: readonly DrawnTarget[]) =>
  Math.max(
    0,
    ...bars.map(({ total, parts }) =>
      Math.max(
        pixels(total),
        Object.values(parts).reduce((sum, part) => sum + pixels(part), 0),
      ),
    ),
    ...targets.flatMap(({ values }) => values.map(pixels)),
  );

function Hatch({ id, colour }: { id: string; colour: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" fill={colour} fillOpacity="0.35" />
      <rect width="3" height="6" fill={colour} />
    </pattern>
  );
}

type BarProps = Pick<Props, "layers" | "onChoose"> & { bar: DrawnBar; at: number; geometry: Geometry; hatch: string };

function OneBar({ bar, layers, at, geometry, hatch, onChoose }: BarProps) {
  const { x, y, band } = geometry;
  const width = Math.max(Math.min(band * 0.76, 56), 1);
  let below = 0;
  return layers.map(({ id, colour }) => {
    const value = pixels(bar.parts[id]);
    if (value <= 0) return null;
    const bottom = y(below);
    below += value;
    const top = y(below);
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the legend offers the same as buttons
      <rect
        key={id}
        className={classes.layer}
        data-choosable={onChoose ? true : undefined}
        x={x(at) - width / 2}
        y={top}
        width={width}
        height={Math.max(bottom - top, 0.5)}
        fill={bar.partial ? `url(#${hatch}-${id})` : colour}
        onClick={() => onChoose?.(id)}
      />
    );
  });
}

/** Composition over time: a bar per period, its parts from the ground up. Periods that are not whole are hatched. */
export function StackedBars(props: Props) {
  const { label, layers, bars, writing, onChoose, onRange, targets = [], marks, shades, height } = props;
  const t = useTranslations("charts");
  const sentence = useSentence();
  const hatch = useId().replaceAll(/[^\w-]/g, "");
  const shown = (text: string | null | undefined) => (text === null ? t("noPrice") : writing.figure(text ?? "0"));
  const sum = ({ total, lowerBound }: DrawnBar) =>
    lowerBound && total !== null ? t("atLeast", { figure: shown(total) }) : shown(total);
  const rowsOf = (bar: DrawnBar) =>
    layers
      .filter(({ id }) => bar.parts[id] !== undefined && bar.parts[id] !== "0")
      .map((layer) => ({ layer, label: layer.label, shown: shown(bar.parts[layer.id]) }))
      .reverse();
  const targetsAt = (index: number) =>
    targets.flatMap((target) => {
      const value = target.values[index] ?? null;
      return value === null ? [] : [{ label: t("target"), shown: writing.figure(value) }];
    });

  return (
    <TimePlot
      label={label}
      steps={bars}
      highest={most(bars, targets)}
      tick={writing.tick}
      height={height}
      targets={targets}
      marks={marks}
      shades={shades}
      onRange={onRange}
      hint={(index) => {
        const bar = bars[index];
        if (!bar) return null;
        const foot = [{ label: t("sum"), shown: sum(bar) }, ...targetsAt(index)];
        return <Hint step={bar} rows={rowsOf(bar)} foot={foot} marks={marks} />;
      }}
      said={(index) => {
        const bar = bars[index];
        return sentence(bar, bar ? [{ label: t("sum"), shown: sum(bar) }, ...rowsOf(bar), ...targetsAt(index)] : []);
      }}
      draw={(geometry) => (
        <>
          <defs>
            {layers.map(({ id, colour }) => (
              <Hatch key={id} id={`${hatch}-${id}`} colour={colour} />
            ))}
          </defs>
          {bars.map((bar, index) => (
            <OneBar
              key={bar.start}
              bar={bar}
              layers={layers}
              at={index}
              geometry={geometry}
              hatch={hatch}
              {...(onChoose ? { onChoose } : {})}
            />
          ))}
        </>
      )}
    />
  );
}
