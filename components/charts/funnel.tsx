"use client";

import classes from "./shapes.module.css";
import { useWidth } from "./use-width";

type DrawnFunnelStep = {
  id: string;
  label: string;
  count: number;
  /** The count and what belongs to it, in words. */
  shown: string;
  money: string;
  /** What became of the step before: "8.8 % of drafts". */
  kept: string | null;
};

type Props = { steps: readonly DrawnFunnelStep[] };

const ROW = 62;
const THICK = 26;

/** Stages from many to few: how many pictures got there, and the money of each. The frame says the same in words. */
export function Funnel({ steps }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const most = Math.max(...steps.map(({ count }) => count), 1);
  const height = steps.length * ROW;
  return (
    <div ref={ref} className={classes.rows} style={{ height }}>
      {width > 0 ? (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} data-chart aria-hidden focusable="false">
          {steps.map((step, index) => {
            const y = index * ROW;
            const long = Math.max((step.count / most) * width, 2);
            return (
              <g key={step.id}>
                <text x={0} y={y + 14} className={classes.rowName}>
                  {step.label}
                </text>
                <text x={width} y={y + 14} textAnchor="end" className={classes.rowValue}>
                  {step.money}
                </text>
                <rect className={classes.track} x={0} y={y + 21} width={width} height={THICK} rx={3} />
                <rect className={classes.stage} data-step={index} x={0} y={y + 21} width={long} height={THICK} rx={3} />
                <FunnelText step={step} index={index} y={y + 21 + THICK / 2 + 4} long={long} width={width} />
              </g>
            );
          })}
        </svg>
      ) : null}
    </div>
  );
}

type TextProps = { step: DrawnFunnelStep; index: number; y: number; long: number; width: number };

/** In the bar where it fits, else beside it. */
function FunnelText({ step, index, y, long, width }: TextProps) {
  const isInside = long > step.shown.length * 7 + 16;
  const start = isInside ? 8 : long + 8;
  const afterShown = start + step.shown.length * 7 + 12;
  const keptFits = step.kept !== null && width - step.kept.length * 6.5 - 8 > Math.max(afterShown, isInside ? long : 0);
  return (
    <>
      <text x={start} y={y} className={isInside ? classes.inBar : classes.besideBar} data-step={index}>
        {step.shown}
      </text>
      {keptFits ? (
        <text x={width - 8} y={y} textAnchor="end" className={classes.kept}>
          {step.kept}
        </text>
      ) : null}
    </>
  );
}
