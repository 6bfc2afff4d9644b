import { Exact } from "@/lib/core/amount";

export type Comparison = {
  before: string | null;
  /** now − before, signed; null where one of them has no value. For rates in parts of one: 0.03 = 3 percentage points. */
  difference: string | null;
  /** difference ÷ before, signed, half-up to 12 places; null where there was nothing before: that is no percentage. */
  relative: string | null;
  direction: "more" | "less" | "same" | null;
};

/** Two figures side by side, exactly. */
export function compare(now: string | null, before: string | null): Comparison {
  if (now === null || before === null) return { before, difference: null, relative: null, direction: null };
  const base = new Exact(before);
  const difference = new Exact(now).minus(base);
  const direction = difference.isZero() ? "same" : difference.isPositive() ? "more" : "less";
  const relative = base.isZero()
    ? direction === "same"
      ? "0"
      : null
    : difference.dividedBy(base.abs()).toDecimalPlaces(12).toFixed();
  return { before, difference: difference.toFixed(), relative, direction };
}
