import type { Days } from "@/lib/core/period";

/** What the charts draw: the models of the `chart.ts` files with the words and colours of the reader. */

export type DrawnLayer = { id: string; label: string; colour: string };

export type DrawnStep = {
  start: string;
  days: Days;
  /** On the axis. */
  label: string;
  /** In full. */
  title: string;
  /** In words, why the period is not whole (and hatched); null for a whole one. */
  partial: string | null;
};

export type DrawnBar = DrawnStep & {
  /** Exact texts. Null: jobs without any price, so there is nothing to draw. */
  total: string | null;
  lowerBound: boolean;
  parts: Record<string, string | null>;
};

export type DrawnPoint = DrawnStep & { values: Record<string, string | null> };

/** A target or budget, one value per step of the axis as it was then; null where there was none. */
export type DrawnTarget = { id: string; label: string; values: readonly (string | null)[] };

/** A small mark on the time axis: a change of price or policy. */
export type Mark = { day: string; label: string };

/** An interval behind the picture: an alert that fired. */
export type Shade = Days & { label: string; tone: "over" | "near" | "plain" };

/** How the figures of a chart are written: in full words of the reader, and short on the axis. */
export type Writing = { figure: (exact: string | null) => string; tick: (value: number) => string };
