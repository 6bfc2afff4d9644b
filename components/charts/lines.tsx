"use client";

import { useTranslations } from "next-intl";
import type { Days } from "@/lib/core/period";
import type { DrawnLayer, DrawnPoint, DrawnTarget, Mark, Shade, Writing } from "./drawn";
import type { Geometry } from "./geometry";
import { Hint, useSentence } from "./hint";
import classes from "./plot.module.css";
import { TimePlot } from "./time-plot";

type Props = {
  label: string;
  lines: readonly DrawnLayer[];
  points: readonly DrawnPoint[];
  writing: Writing;
  onRange?: (days: Days) => void;
  targets?: readonly DrawnTarget[];
  marks?: readonly Mark[];
  shades?: readonly Shade[];
  height?: number;
};

type Dot = { x: number; y: number; isPartial: boolean };

/** Runs of neighbours that have a value; a missing value ends a run. */
function runsOf(line: DrawnLayer, points: Props["points"], { x, y }: Geometry): Dot[][] {
  const runs: Dot[][] = [];
  let current: Dot[] = [];
  for (const [index, { values, partial }] of points.entries()) {
    const value = values[line.id] ?? null;
    if (value === null) {
      if (current.length > 0) runs.push(current);
      current = [];
    } else current.push({ x: x(index), y: y(Number(value)), isPartial: partial !== null });
  }
  if (current.length > 0) runs.push(current);
  return runs;
}

const pathOf = (dots: readonly Dot[]) => dots.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");

/** Whole periods are a line; what leads into a period that is not whole is dashed, and its dot hollow. */
function Run({ dots, colour }: { dots: Dot[]; colour: string }) {
  const whole = dots.filter(({ isPartial }) => !isPartial);
  const [only] = dots;
  const parts = dots.flatMap((dot, index) => {
    const before = dots[index - 1];
    return before && (dot.isPartial || before.isPartial) ? [[before, dot]] : [];
  });
  return (
    <g stroke={colour} fill="none" className={classes.line}>
      {whole.length > 1 ? <path d={pathOf(whole)} /> : null}
      {parts.map((pair) => (
        <path key={pair[1]?.x} d={pathOf(pair)} strokeDasharray="3 4" />
      ))}
      {dots.length === 1 && only ? <circle cx={only.x} cy={only.y} r={3} fill={colour} /> : null}
      {dots
        .filter(({ isPartial }) => isPartial)
        .map(({ x, y }) => (
          <circle key={x} cx={x} cy={y} r={3} className={classes.hollow} />
        ))}
    </g>
  );
}

/** Rates over time. A period without a value is a gap, never 0. */
export function Lines({ label, lines, points, writing, onRange, targets = [], marks, shades, height }: Props) {
  const t = useTranslations("charts");
  const sentence = useSentence();
  const shown = (text: string | null | undefined) => (text ? writing.figure(text) : t("noValue"));
  const rowsOf = ({ values }: DrawnPoint) =>
    lines.map((layer) => ({ layer, label: layer.label, shown: shown(values[layer.id]) }));
  const targetsAt = (index: number) =>
    targets.flatMap(({ label: name, values }) => {
      const value = values[index] ?? null;
      return value === null ? [] : [{ label: targets.length > 1 ? name : t("target"), shown: writing.figure(value) }];
    });
  const numbers = [
    ...points.flatMap(({ values }) => Object.values(values)),
    ...targets.flatMap(({ values }) => [...values]),
  ].map((text) => Number(text ?? 0));

  return (
    <TimePlot
      label={label}
      steps={points}
      highest={Math.max(0, ...numbers)}
      tick={writing.tick}
      height={height}
      targets={targets}
      marks={marks}
      shades={shades}
      onRange={onRange}
      hint={(index) => {
        const point = points[index];
        return point ? <Hint step={point} rows={rowsOf(point)} foot={targetsAt(index)} marks={marks} /> : null;
      }}
      said={(index) => {
        const point = points[index];
        return sentence(point, point ? [...rowsOf(point), ...targetsAt(index)] : []);
      }}
      draw={(geometry, active) =>
        lines.map((line) => {
          const value = active === null ? null : (points[active]?.values[line.id] ?? null);
          return (
            <g key={line.id}>
              {runsOf(line, points, geometry).map((dots) => (
                <Run key={dots[0]?.x} dots={dots} colour={line.colour} />
              ))}
              {active !== null && value !== null ? (
                <circle cx={geometry.x(active)} cy={geometry.y(Number(value))} r={4} fill={line.colour} />
              ) : null}
            </g>
          );
        })
      }
    />
  );
}
