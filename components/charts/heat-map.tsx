"use client";

import { type KeyboardEvent, useRef } from "react";
import { fitting } from "./scale";
import classes from "./shapes.module.css";
import { useWidth } from "./use-width";

export type DrawnHeatCell = { value: string | null; shown: string; said: string } | null;

type DrawnHeatMap = {
  rows: readonly { id: string; label: string }[];
  columns: readonly { id: string; label: string }[];
  /** Row by row; null where a pair does not occur. */
  cells: readonly (readonly DrawnHeatCell[])[];
};

type Props = { label: string; map: DrawnHeatMap; onChoose?: ((row: string, column: string) => void) | undefined };

const HIGH = 32;
const HEAD = 30;
const NARROWEST = 62;
const LEVELS = 5;

/** 0 … 5, by the share of the highest value: a square root, so that small values can be told apart as well. */
function levelOf(value: string | null, most: number): number {
  const number = Number(value ?? 0);
  return number <= 0 || most <= 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(number / most) * LEVELS));
}

function figureIn(cell: DrawnHeatCell | undefined) {
  return cell?.value ?? null;
}

type Place = [row: number, column: number];

type CellProps = {
  cell: DrawnHeatCell;
  level: number;
  place: { x: number; y: number; width: number };
  at: Place;
  isFirst: boolean;
  name: string;
  onReach: (at: Place) => void;
  onChoose?: (() => void) | undefined;
};

function Square({ cell, level, place, at, isFirst, name, onReach, onChoose }: CellProps) {
  const { x, y, width } = place;
  if (!cell)
    return (
      <rect className={classes.heat} data-level="none" x={x + 1} y={y + 1} width={width - 2} height={HIGH - 2} rx={3} />
    );
  const isTall = cell.shown.length * 6.5 < width - 6;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an svg group has no HTML element
    <g
      role="button"
      tabIndex={isFirst ? 0 : -1}
      data-at={at.join("/")}
      onFocus={() => onReach(at)}
      className={classes.heatCell}
      aria-label={`${name}: ${cell.said}`}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onChoose?.();
      }}
    >
      <title>{`${name}: ${cell.said}`}</title>
      <rect
        className={classes.heat}
        data-level={level}
        x={x + 1}
        y={y + 1}
        width={width - 2}
        height={HIGH - 2}
        rx={3}
      />
      <text className={classes.heatText} data-level={level} x={x + width / 2} y={y + HIGH / 2 + 4} textAnchor="middle">
        {isTall ? cell.shown : fitting(cell.shown, width - 6, 6.5)}
      </text>
    </g>
  );
}

const MOVES: Record<string, [number, number]> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** Two dimensions at once: the darker, the more, with the figure in it. One stop for Tab, arrows within. */
export function HeatMap({ label, map, onChoose }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const at = useRef<Place>([0, 0]);
  const { rows, columns, cells } = map;
  const names = width < 480 ? 104 : 176;
  const wide = Math.max((width - names) / Math.max(columns.length, 1), NARROWEST);
  const whole = names + wide * columns.length;
  const height = HEAD + rows.length * HIGH;
  const most = Math.max(...cells.flat().map((cell) => Number(figureIn(cell) ?? 0)), 0);
  const firstIndex = cells.flat().findIndex((cell) => cell !== null);

  function walk(event: KeyboardEvent<SVGSVGElement>) {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    let [row, column] = at.current;
    // Over holes, to the next square in that direction.
    do {
      row += move[0];
      column += move[1];
    } while (cells[row]?.[column] === null);
    const next = event.currentTarget.querySelector<SVGGElement>(`[data-at="${row}/${column}"]`);
    next?.focus();
  }

  return (
    <div ref={ref} className={classes.wide} style={{ minHeight: height }}>
      {width > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: an svg group has no HTML element
        <svg
          width={whole}
          height={height}
          viewBox={`0 0 ${whole} ${height}`}
          data-chart
          role="group"
          aria-label={label}
          onKeyDown={walk}
        >
          {columns.map((column, index) => (
            <text
              key={column.id}
              className={classes.heatHead}
              x={names + wide * (index + 0.5)}
              y={HEAD - 12}
              textAnchor="middle"
            >
              <title>{column.label}</title>
              {fitting(column.label, wide - 4)}
            </text>
          ))}
          {rows.map((row, rowIndex) => (
            <g key={row.id}>
              <text className={classes.heatName} x={0} y={HEAD + rowIndex * HIGH + HIGH / 2 + 4}>
                <title>{row.label}</title>
                {fitting(row.label, names - 10)}
              </text>
              {columns.map((column, index) => {
                const cell = cells[rowIndex]?.[index] ?? null;
                return (
                  <Square
                    key={column.id}
                    cell={cell}
                    level={levelOf(figureIn(cell), most)}
                    place={{ x: names + wide * index, y: HEAD + rowIndex * HIGH, width: wide }}
                    at={[rowIndex, index]}
                    isFirst={rowIndex * columns.length + index === firstIndex}
                    name={`${row.label}, ${column.label}`}
                    onReach={(reached) => {
                      at.current = reached;
                    }}
                    onChoose={onChoose ? () => onChoose(row.id, column.id) : undefined}
                  />
                );
              })}
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  );
}
