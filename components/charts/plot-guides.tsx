import { lengthOf, overlap } from "@/lib/core/period";
import type { DrawnStep, Mark, Shade } from "./drawn";
import type { Geometry } from "./geometry";
import classes from "./plot.module.css";

type Props = {
  geometry: Geometry;
  steps: readonly DrawnStep[];
  shades: readonly Shade[];
  marks: readonly Mark[];
  active: number | null;
  anchor: number | null;
};

/** Where a day stands on the axis; null outside of it. */
function xOfDay(day: string, steps: readonly DrawnStep[], { left, band }: Geometry, atItsEnd = false): number | null {
  const index = steps.findIndex(({ days }) => days.from <= day && day <= days.to);
  const step = steps[index];
  if (!step) return null;
  const before = lengthOf({ from: step.days.from, to: day }) - (atItsEnd ? 0 : 1);
  return left + band * (index + before / lengthOf(step.days));
}

function Shaded({ shade, steps, geometry }: { shade: Shade; steps: Props["steps"]; geometry: Geometry }) {
  const first = steps[0]?.days.from ?? shade.from;
  const last = steps.at(-1)?.days.to ?? shade.to;
  if (shade.to < first || shade.from > last) return null;
  const days = overlap(shade, { from: first, to: last });
  const from = xOfDay(days.from, steps, geometry);
  const to = xOfDay(days.to, steps, geometry, true);
  if (from === null || to === null) return null;
  return (
    <rect
      className={classes.shade}
      data-tone={shade.tone}
      x={from}
      y={geometry.top}
      width={Math.max(to - from, 2)}
      height={geometry.bottom - geometry.top}
    >
      <title>{shade.label}</title>
    </rect>
  );
}

/** What lies behind and below the figures: alerts, changes of price, where the reader is, what is being selected. */
export function PlotGuides({ geometry, steps, shades, marks, active, anchor }: Props) {
  const { top, bottom, band, x } = geometry;
  const left = active === null ? 0 : x(Math.min(active, anchor ?? active)) - band / 2;
  const right = active === null ? 0 : x(Math.max(active, anchor ?? active)) + band / 2;
  return (
    <g>
      {shades.map((shade) => (
        <Shaded key={`${shade.from}/${shade.label}`} shade={shade} steps={steps} geometry={geometry} />
      ))}
      {active === null ? null : (
        <rect
          className={classes.cursor}
          data-selecting={anchor !== null || undefined}
          x={left}
          y={top}
          width={right - left}
          height={bottom - top}
        />
      )}
      {marks.map(({ day, label }) => {
        const at = xOfDay(day, steps, geometry);
        return at === null ? null : (
          <path key={`${day}/${label}`} className={classes.mark} d={`M${at} ${bottom - 5}l4 6h-8z`}>
            <title>{label}</title>
          </path>
        );
      })}
    </g>
  );
}
