import { Exact, ratioText, roundTo } from "@/lib/core/amount";
import type { KpiAnswer, KpiPartialRow } from "../schema";

/** One side of a comparison, as the KPI layer answers it. */
export type Side = { jobs: number; spend: string; images: number; approved: number; lowerBound: boolean };
type Exactly = InstanceType<typeof Exact>;
type Group = KpiAnswer["groups"][number];

const NOTHING: Side = { jobs: 0, spend: "0", images: 0, approved: 0, lowerBound: false };

function sideOf(row: KpiPartialRow | undefined): Side {
  if (!row) return NOTHING;
  const { jobs = 0, spend = "0", images = 0, approved = 0, lowerBound = false } = row;
  return { jobs, spend, images, approved, lowerBound };
}

export type Moved = {
  key: Record<string, string | null>;
  name: Record<string, string>;
  now: Side;
  before: Side;
};

const textOf = (key: Group["key"]) => JSON.stringify(Object.entries(key).sort());
const changeOf = ({ now, before }: Pick<Moved, "now" | "before">) => new Exact(now.spend).minus(before.spend);

/** The groups whose spend changed most, in money, whichever way; both answers are grouped by the same dimensions. */
export function biggestMoves(
  now: Pick<KpiAnswer, "groups">,
  before: Pick<KpiAnswer, "groups">,
  limit: number,
): Moved[] {
  const places = new Map<string, { now?: Group; before?: Group }>();
  for (const group of before.groups) places.set(textOf(group.key), { before: group });
  for (const group of now.groups) {
    const text = textOf(group.key);
    places.set(text, { ...places.get(text), now: group });
  }
  const all = [...places].map(([text, { now: one, before: other }]) => {
    const moved: Moved = {
      key: (one ?? other)?.key ?? {},
      name: (one ?? other)?.name ?? {},
      now: sideOf(one),
      before: sideOf(other),
    };
    return { text, moved, size: changeOf(moved).abs() };
  });
  return all
    .filter(({ size }) => !size.isZero())
    .sort((a, b) => b.size.comparedTo(a.size) || a.text.localeCompare(b.text, "en"))
    .slice(0, limit)
    .map(({ moved }) => moved);
}

/** Jobs of one kind on both sides. */
export type KindMove = { kind: string; now: Side; before: Side };

/** @param key the place; both answers are grouped by its dimensions and by kind */
export function kindsOf(
  now: Pick<KpiAnswer, "groups">,
  before: Pick<KpiAnswer, "groups">,
  { key: place }: Pick<Moved, "key">,
): KindMove[] {
  const isThere = ({ key }: Group) => Object.entries(place).every(([dimension, code]) => key[dimension] === code);
  const [there, thereBefore] = [now.groups.filter(isThere), before.groups.filter(isThere)];
  const kinds = new Set([...there, ...thereBefore].map(({ key }) => key.kind ?? ""));
  const side = (groups: readonly Group[], kind: string) => sideOf(groups.find(({ key }) => (key.kind ?? "") === kind));
  return [...kinds].sort().map((kind) => ({ kind, now: side(there, kind), before: side(thereBefore, kind) }));
}

/** Exact texts; the parts add up to the change to the last digit. */
export type SpendParts = { volume: string; mix: string; price: string };

/**
 * Why a change happened, the part that explains most of it. `kind` is the kind of work that did it, null where several
 * did. `jobs`: more or fewer of them; `price`: each cost more or less.
 */
export type Because =
  | { reason: "new" }
  | { reason: "ended" }
  | { reason: "jobs"; kind: string | null; now: number; before: number }
  | { reason: "price"; kind: string | null; now: string; before: string };

const PLACES = 12;
const text = (value: Exactly) => roundTo(value, PLACES).toFixed();
const each = ({ spend, jobs }: Side) => (jobs === 0 ? null : new Exact(spend).dividedBy(jobs));

function total(kinds: readonly KindMove[], side: "now" | "before"): { jobs: number; spend: Exactly } {
  return kinds.reduce((sum, kind) => ({ jobs: sum.jobs + kind[side].jobs, spend: sum.spend.plus(kind[side].spend) }), {
    jobs: 0,
    spend: new Exact(0),
  });
}

/** What the work of now would have cost at the prices of before; a kind that is new has only its own price. */
const atOldPrices = ({ now, before }: KindMove) => new Exact(now.jobs).times(each(before) ?? each(now) ?? 0);

/**
 * volume: as many more jobs at what a job cost on average; mix: dearer or cheaper kinds of work; price: each kind at its
 * new cost per job. Rounded to 12 places, and price takes what is left, so that nothing is lost.
 */
export function spendParts(kinds: readonly KindMove[]): SpendParts {
  const [now, before] = [total(kinds, "now"), total(kinds, "before")];
  const average = before.jobs === 0 ? null : before.spend.dividedBy(before.jobs);
  const change = now.spend.minus(before.spend);
  if (!average) return { volume: change.toFixed(), mix: "0", price: "0" };
  const volume = roundTo(average.times(now.jobs - before.jobs), PLACES);
  const same = kinds.reduce((sum, kind) => sum.plus(atOldPrices(kind)), new Exact(0));
  const mix = roundTo(same.minus(average.times(now.jobs)), PLACES);
  return { volume: volume.toFixed(), mix: mix.toFixed(), price: change.minus(volume).minus(mix).toFixed() };
}

type Candidate = { because: Because; effect: Exactly };

/** Half of a change is enough to name one kind; below that, several did it. */
const ENOUGH = 0.5;

export function because(kinds: readonly KindMove[]): Because {
  const [now, before] = [total(kinds, "now"), total(kinds, "before")];
  if (before.jobs === 0) return { reason: "new" };
  if (now.jobs === 0) return { reason: "ended" };
  const change = now.spend.minus(before.spend);
  const sign = change.isNegative() ? -1 : 1;
  const single = kinds.flatMap((kind): Candidate[] => {
    const same = atOldPrices(kind);
    const [one, other] = [each(kind.now), each(kind.before)];
    const jobs: Candidate = {
      because: { reason: "jobs", kind: kind.kind, now: kind.now.jobs, before: kind.before.jobs },
      effect: same.minus(kind.before.spend),
    };
    if (!one || !other) return [jobs];
    const price: Because = { reason: "price", kind: kind.kind, now: text(one), before: text(other) };
    return [jobs, { because: price, effect: new Exact(kind.now.spend).minus(same) }];
  });
  const strongest = (all: readonly Candidate[]) =>
    all.reduce<Candidate | null>(
      (best, one) => (!best || one.effect.times(sign).gt(best.effect.times(sign)) ? one : best),
      null,
    );
  const best = strongest(single);
  if (best?.effect.times(sign).gte(change.abs().times(ENOUGH))) return best.because;
  const same = kinds.reduce((sum, kind) => sum.plus(atOldPrices(kind)), new Exact(0));
  const [averageNow, averageBefore] = [now.spend.dividedBy(now.jobs), before.spend.dividedBy(before.jobs)];
  const several = strongest([
    { because: { reason: "jobs", kind: null, now: now.jobs, before: before.jobs }, effect: same.minus(before.spend) },
    {
      because: { reason: "price", kind: null, now: text(averageNow), before: text(averageBefore) },
      effect: now.spend.minus(same),
    },
  ]);
  return several?.because ?? { reason: "new" };
}

export type CpaiMove = {
  now: string;
  before: string;
  change: string;
  /** cost: a picture became dearer or cheaper; approvals: more or fewer pictures per approved one. */
  parts: { cost: string; approvals: string };
};

/**
 * Cost per approved image = cost per image ÷ share of approved images. The change splits into both, exactly: what a
 * picture costs at the share of before, and the rest. Null where one side has no approved picture.
 */
export function cpaiMove({ now, before }: Pick<Moved, "now" | "before">): CpaiMove | null {
  if ([now, before].some(({ approved, images }) => approved === 0 || images === 0)) return null;
  const one = ratioText(now.spend, now.approved);
  const other = ratioText(before.spend, before.approved);
  const change = new Exact(one).minus(other);
  const perImage = new Exact(now.spend).dividedBy(now.images).minus(new Exact(before.spend).dividedBy(before.images));
  const cost = roundTo(perImage.times(before.images).dividedBy(before.approved), PLACES);
  return {
    now: one,
    before: other,
    change: change.toFixed(),
    parts: { cost: cost.toFixed(), approvals: change.minus(cost).toFixed() },
  };
}

/** Change ÷ before, to 6 places; null from nothing. */
export function relativeChange({ now, before }: Pick<Moved, "now" | "before">): string | null {
  const base = new Exact(before.spend);
  return base.isZero() ? null : changeOf({ now, before }).dividedBy(base).toDecimalPlaces(6).toFixed();
}

export const spendChange = (moved: Pick<Moved, "now" | "before">): string => changeOf(moved).toFixed();
