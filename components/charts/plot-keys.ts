import type { Days } from "@/lib/core/period";

/** Where the reader is on the time axis; `anchor` is the other end of what is being selected. */
export type Place = { active: number | null; anchor: number | null };

export const NOWHERE: Place = { active: null, anchor: null };

const STEPS: Record<string, (active: number, last: number) => number> = {
  ArrowRight: (active, last) => Math.min(active + 1, last),
  ArrowLeft: (active) => Math.max(active - 1, 0),
  PageDown: (active, last) => Math.min(active + 7, last),
  PageUp: (active) => Math.max(active - 7, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** Where a key leads; with Shift it selects. Null: no key of the axis. */
export function afterKey({ active, anchor }: Place, key: string, isSelecting: boolean, last: number): Place | null {
  if (key === "Escape") return NOWHERE;
  const move = STEPS[key];
  if (!move) return null;
  const from = active ?? last;
  const next = active === null && key.startsWith("Arrow") ? last : move(from, last);
  return { active: next, anchor: isSelecting ? (anchor ?? from) : null };
}

/** The days between both ends of a selection; null while nothing is selected. */
export function selectedDays({ active, anchor }: Place, steps: readonly { days: Days }[]): Days | null {
  if (active === null || anchor === null || active === anchor) return null;
  const first = steps[Math.min(active, anchor)];
  const last = steps[Math.max(active, anchor)];
  return first && last ? { from: first.days.from, to: last.days.to } : null;
}
