import classes from "./shapes.module.css";

type Props = {
  /** Oldest first; null is a gap. */
  values: readonly (string | null)[];
  /** The last period is not over: its part is dashed. */
  isRunning?: boolean;
  width?: number;
  height?: number;
};

type Dot = { x: number; y: number };

function runs(values: Props["values"], width: number, height: number): Dot[][] {
  const numbers = values.map((value) => (value === null ? null : Number(value)));
  const most = Math.max(...numbers.map((value) => value ?? 0), 0) || 1;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const found: Dot[][] = [[]];
  for (const [index, value] of numbers.entries()) {
    if (value === null) found.push([]);
    else found.at(-1)?.push({ x: index * step, y: height - 2 - (value / most) * (height - 4) });
  }
  return found.filter((dots) => dots.length > 0);
}

const written = (dots: readonly Dot[]) =>
  dots.map(({ x, y }, index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** The shape of a figure over the range, beside the figure. From 0, so that it does not exaggerate; decoration to a screen reader. */
export function Sparkline({ values, isRunning = false, width = 120, height = 32 }: Props) {
  const drawn = runs(values, width, height);
  const last = drawn.at(-1);
  const endsNow = values.at(-1) !== null && last !== undefined;
  const tail = isRunning && endsNow && last.length > 1 ? last.slice(-2) : null;
  return (
    <svg
      className={classes.sparkline}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
      focusable="false"
    >
      {drawn.map((dots) => {
        const solid = dots === last && tail ? dots.slice(0, -1) : dots;
        const [first] = dots;
        const end = dots.at(-1);
        return (
          <g key={first?.x}>
            {dots.length > 1 ? (
              <path className={classes.sparkArea} d={`${written(dots)}L${end?.x} ${height}L${first?.x} ${height}Z`} />
            ) : null}
            <path d={solid.length > 1 ? written(solid) : `M${first?.x} ${first?.y}h0.01`} />
          </g>
        );
      })}
      {tail ? <path d={written(tail)} strokeDasharray="2 3" /> : null}
    </svg>
  );
}
