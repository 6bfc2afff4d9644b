import { Exact } from "@/lib/core/amount";
import { addDays, type Days } from "@/lib/core/period";
import {
  addFigures,
  defaultGuards,
  type Figures,
  isLowerWorse,
  kpiSample,
  METRICS,
  type Metric,
  NO_FIGURES,
} from "./figures";
import type { Sample } from "./sample";
import { spreadOf } from "./special";

type Amount = InstanceType<typeof Exact>;

/** A figure of a pilot campaign, and what it suggests for the campaigns that follow. */
export type Proposal = {
  metric: Metric;
  /** What the pilot had; its guard says why nothing is proposed. */
  sample: Sample;
  /** Weeks of the pilot with a sample of their own. */
  weeks: number;
  /** How far from the target the warning lies, as a share of it. */
  room: string;
  target: string | null;
  warning: string | null;
  critical: string | null;
};

/** So many weeks say how much a figure swings by itself; with fewer the usual room is taken. */
const FEWEST_WEEKS = 4;
const USUAL_ROOM = "0.2";
const LEAST_ROOM = "0.1";
const MOST_ROOM = "0.5";
/** Critical lies so many times as far away as the warning. */
const CRITICAL_ROOMS = 3;

/** What a sample needs to be judged; of money any amount does, for a pilot is small. */
const guardsOf = (metric: Metric) => ({ ...defaultGuards(metric), minSpend: "0" });

/** Two deviations of the pilot's weeks around their median, within limits. */
export function roomOf(weekly: readonly string[]): string {
  if (weekly.length < FEWEST_WEEKS) return USUAL_ROOM;
  const { median, mad } = spreadOf(weekly);
  if (new Exact(median).isZero()) return USUAL_ROOM;
  const swing = new Exact(mad).times(2).dividedBy(median);
  return Exact.min(Exact.max(swing, LEAST_ROOM), MOST_ROOM).toDecimalPlaces(2, Exact.ROUND_UP).toFixed();
}

/**
 * As people write it, never on the better side: shares in whole per cent, money with two digits (three after a 1), so that
 * the pilot itself holds what is proposed.
 */
function readable(metric: Metric, value: Amount): Amount {
  const direction = isLowerWorse(metric) ? Exact.ROUND_DOWN : Exact.ROUND_UP;
  if (isShare(metric)) return value.toDecimalPlaces(2, direction);
  const digits = value
    .toFixed()
    .replace(/^[0.]+/, "")
    .startsWith("1")
    ? 3
    : 2;
  return value.toSignificantDigits(digits, direction).toDecimalPlaces(6, direction);
}

const isShare = (metric: Metric) => metric === "approvalRate" || metric === "wasteShare";

/** Lines on the worse side of a target, each beyond the one before; what no figure can reach is left out. */
export function linesFor(metric: Metric, target: string, room: string): Pick<Proposal, "warning" | "critical"> {
  const away = (rooms: number): string | null => {
    const factor = new Exact(room).times(rooms).plus(1);
    const line = readable(
      metric,
      isLowerWorse(metric) ? new Exact(target).dividedBy(factor) : new Exact(target).times(factor),
    );
    return line.lte(0) || (isShare(metric) && line.gt(1)) ? null : line.toFixed();
  };
  const [warning, critical] = [away(1), away(CRITICAL_ROOMS)];
  return { warning: warning === target ? null : warning, critical: critical === warning ? null : critical };
}

/** The sums of whole weeks, counted from the pilot's first day; the last may be shorter. */
function weeksOf(days: Days, byDay: ReadonlyMap<string, Figures>): Figures[] {
  const weeks: Figures[] = [];
  for (let day = days.from, at = 0; day <= days.to; day = addDays(day, 1), at += 1) {
    const week = Math.floor(at / 7);
    weeks[week] = addFigures(weeks[week] ?? NO_FIGURES, byDay.get(day) ?? NO_FIGURES);
  }
  return weeks;
}

/** Targets and thresholds out of a pilot's figures, day by day. Null: it has no job in these days. */
export function calibrate(byDay: ReadonlyMap<string, Figures>): (Days & { proposals: Proposal[] }) | null {
  const worked = [...byDay].flatMap(([day, { jobs }]) => (jobs > 0 ? [day] : [])).sort();
  const [from, to] = [worked[0], worked.at(-1)];
  if (from === undefined || to === undefined) return null;
  const days = { from, to };
  const total = [...byDay.values()].reduce(addFigures, NO_FIGURES);
  const weeks = weeksOf(days, byDay);
  return { ...days, proposals: METRICS.map((metric) => proposalOf(metric, days, { total, weeks })) };
}

type Seen = { total: Figures; weeks: readonly Figures[] };

function proposalOf(metric: Metric, days: Days, { total, weeks }: Seen): Proposal {
  const look = (figures: Figures) =>
    kpiSample({ metric, guards: guardsOf(metric), warning: null, ...days, figures, known: figures });
  const sample = look(total);
  // A campaign is one however many weeks it has: its cost grows with them and does not swing.
  const weekly = metric === "costPerCampaign" ? [] : weeks.map(look);
  const values = weekly.flatMap(({ status, value }) => (status === "OK" && value !== null ? [value] : []));
  const seen = { metric, sample, weeks: values.length, room: roomOf(values) };
  const nothing = { ...seen, target: null, warning: null, critical: null };
  if (sample.status !== "OK" || sample.value === null) return nothing;
  const target = readable(metric, new Exact(sample.value));
  if (target.lte(0)) return nothing;
  return { ...seen, target: target.toFixed(), ...linesFor(metric, target.toFixed(), seen.room) };
}
