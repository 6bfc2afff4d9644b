import "server-only";
import { addDays, type Days, earlier, lengthOf } from "@/lib/core/period";
import { type KpiPartialRow, MOST_ROWS } from "@/lib/kpi/schema";
import { addFigures, type Figures, NO_FIGURES, withoutFigures } from "../rules/figures";
import { figuresOf } from "../rules/rule";

const DAY_MS = 86_400_000;

/** One day of one group, as the KPI layer answers it. */
export type DayRow = { day: string; key: string; row: KpiPartialRow };

/** Stretches so short that one answer can hold the days of all groups. */
export function stretchesOf(days: Days, groups: number): Days[] {
  const most = Math.max(Math.floor(MOST_ROWS / Math.max(groups, 1)) - 1, 1);
  const count = Math.ceil(lengthOf(days) / most);
  return Array.from({ length: count }, (_, at) => {
    const from = addDays(days.from, at * most);
    const to = addDays(from, most - 1);
    return { from, to: earlier(to, days.to) };
  });
}

/** Running sums of one scope: index n holds the first n days. */
type Sums = Figures[];

/**
 * The figures of a question over a long stretch, day by day, out of a few answers of the KPI layer; every window in it
 * is the difference of two sums. What live runs ask for each day anew.
 */
export class Past {
  private readonly sums = new Map<string, Sums>();

  constructor(
    private readonly days: Days,
    readonly rows: readonly DayRow[],
  ) {
    const length = lengthOf(days);
    for (const [key, own] of Map.groupBy(rows, (one) => one.key)) {
      const byDay = new Map(own.map(({ day, row }) => [day, row]));
      const running: Sums = [NO_FIGURES];
      for (let at = 0; at < length; at += 1) {
        const before = running[at] ?? NO_FIGURES;
        const row = byDay.get(addDays(days.from, at));
        running.push(row && (row.jobs ?? 0) > 0 ? addFigures(before, figuresOf(row)) : before);
      }
      this.sums.set(key, running);
    }
  }

  /** Every scope that had a job in these days. */
  groupsIn({ from, to }: Days): Map<string, Figures> {
    const start = this.indexOf(from);
    const end = this.indexOf(to) + 1;
    const found = new Map<string, Figures>();
    for (const [key, sums] of this.sums) {
      const figures = withoutFigures(sums[end] ?? NO_FIGURES, sums[start] ?? NO_FIGURES);
      if (figures.jobs > 0) found.set(key, figures);
    }
    return found;
  }

  private indexOf(day: string): number {
    const at = (Date.parse(day) - Date.parse(this.days.from)) / DAY_MS;
    return Math.min(Math.max(at, 0), lengthOf(this.days) - 1);
  }
}
