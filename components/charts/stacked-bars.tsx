"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useFormat } from "@/components/common/use-format";
import classes from "./charts.module.css";

export type DrawnLayer = { id: string; label: string; colour: string };
export type DrawnBar = {
  start: string;
  label: string;
  title: string;
  /** In words, why the bar is hatched; null for a whole period. */
  partial: string | null;
  total: string | null;
  lowerBound: boolean;
  parts: Record<string, string | null>;
};

type Props = {
  layers: readonly DrawnLayer[];
  bars: readonly DrawnBar[];
  totalLabel: string;
  atLeastLabel: string;
  gapLabel: string;
  onChoose: (layerId: string) => void;
};

type Shape = { x?: number; y?: number; width?: number; height?: number; payload?: { bar: DrawnBar } };

/** A period that is not whole is hatched. */
function drawLayer({ x = 0, y = 0, width = 0, height = 0, payload }: Shape, fill: string, hatch: string) {
  const paint = payload?.bar.partial ? `url(#${hatch})` : fill;
  return <rect x={x} y={y} width={width} height={Math.max(height, 0)} fill={paint} className={classes.layer} />;
}

function Hatch({ id, colour }: { id: string; colour: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" fill={colour} fillOpacity="0.35" />
      <rect width="3" height="6" fill={colour} />
    </pattern>
  );
}

type HintProps = Pick<Props, "layers" | "totalLabel" | "atLeastLabel" | "gapLabel"> & { bar: DrawnBar | undefined };

/** Everything at that date, with Σ. */
function Hint({ bar, layers, totalLabel, atLeastLabel, gapLabel }: HintProps) {
  const format = useFormat();
  if (!bar) return null;
  const shown = layers.filter(({ id }) => bar.parts[id] !== undefined && bar.parts[id] !== "0");
  return (
    <div className={classes.hint}>
      <p className={classes.hintTitle}>
        {bar.title}
        {bar.partial ? ` (${bar.partial})` : ""}
      </p>
      <table>
        <tbody>
          {shown.map(({ id, label, colour }) => (
            <tr key={id}>
              <th scope="row">
                <span className={classes.swatch} style={{ background: colour }} />
                {label}
              </th>
              <td>{bar.parts[id] === null ? gapLabel : format.money(bar.parts[id] ?? null)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{totalLabel}</th>
            <td>
              {bar.lowerBound && bar.total !== null ? `${atLeastLabel} ` : ""}
              {bar.total === null ? gapLabel : format.money(bar.total)}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** Composition over time. Drawn by Recharts, loaded when it is needed; the figures in it stay exact text. */
export function StackedBars({ layers, bars, totalLabel, atLeastLabel, gapLabel, onChoose }: Props) {
  const format = useFormat();
  // The drawing alone may round: a pixel is coarser than a float.
  const data = bars.map((bar) => ({
    bar,
    label: bar.label,
    ...Object.fromEntries(
      layers.map(({ id }, index) => [`layer${index}`, bar.parts[id] ? Number(bar.parts[id]) : null]),
    ),
  }));
  return (
    <ResponsiveContainer width="100%" height={300} initialDimension={{ width: 800, height: 300 }}>
      <BarChart data={data} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} barCategoryGap="18%">
        <defs>
          {layers.map(({ colour }, index) => (
            <Hatch key={colour} id={`hatch-${index}`} colour={colour} />
          ))}
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="label" tickLine={false} axisLine={{ stroke: "var(--line)" }} minTickGap={16} tickMargin={6} />
        <YAxis
          width={64}
          tickLine={false}
          axisLine={false}
          tickFormatter={(value: number) => format.axisMoney(value)}
          domain={[0, "auto"]}
        />
        <Tooltip
          cursor={{ fill: "var(--mantine-color-default-hover)" }}
          isAnimationActive={false}
          wrapperStyle={{ zIndex: 10 }}
          content={({ payload }) => (
            <Hint
              bar={(payload?.[0]?.payload as { bar: DrawnBar } | undefined)?.bar}
              layers={layers}
              totalLabel={totalLabel}
              atLeastLabel={atLeastLabel}
              gapLabel={gapLabel}
            />
          )}
        />
        {layers.map(({ id, label, colour }, index) => (
          <Bar
            key={id}
            dataKey={`layer${index}`}
            name={label}
            stackId="spend"
            fill={colour}
            isAnimationActive={false}
            shape={(shape: Shape) => drawLayer(shape, colour, `hatch-${index}`)}
            onClick={() => onChoose(id)}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
