import type { DrawnStep } from "./drawn";
import type { Geometry } from "./geometry";
import classes from "./plot.module.css";
import { everyNth } from "./scale";

type Props = {
  geometry: Geometry;
  ticks: readonly number[];
  tick: (value: number) => string;
  steps: readonly DrawnStep[];
};

/** Quiet lines at round figures, names of the periods below; as many as can be read. */
export function PlotAxes({ geometry, ticks, tick, steps }: Props) {
  const { left, right, bottom, x, y } = geometry;
  const longest = Math.max(...steps.map(({ label }) => label.length), 1);
  const nth = everyNth(steps.length, right - left, longest * 7 + 12);
  // The newest period has its name; from there backwards.
  const isNamed = (index: number) => (steps.length - 1 - index) % nth === 0;
  return (
    <g className={classes.axes}>
      {ticks.map((value) => (
        <g key={value}>
          <line x1={left} x2={right} y1={y(value)} y2={y(value)} data-base={value === 0 || undefined} />
          <text x={left - 8} y={y(value) + 4} textAnchor="end">
            {tick(value)}
          </text>
        </g>
      ))}
      {steps.map(({ start, label }, index) =>
        isNamed(index) ? (
          <text
            key={start}
            x={Math.min(Math.max(x(index), left + longest * 2), right - longest * 3)}
            y={bottom + 20}
            textAnchor="middle"
          >
            {label}
          </text>
        ) : null,
      )}
    </g>
  );
}
