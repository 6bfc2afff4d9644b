/** Numbers that look random and are the same for the same seed (mulberry32): the demo is the same on every machine. */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[int(0, list.length - 1)];
    if (picked === undefined) throw new Error("Nothing to pick from");
    return picked;
  };
  return {
    /** From 0 to just below 1. */
    share: next,
    int,
    pick,
    chance: (share: number) => next() < share,
    /** A share around 1, such as 0.93 for a spread of 0.1. */
    around: (spread: number) => 1 - spread + next() * 2 * spread,
    weighted: <T extends string>(weights: Readonly<Partial<Record<T, number>>>): T => {
      const entries = Object.entries(weights) as [T, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return pick(entries)[0];
    },
  };
}
export type Random = ReturnType<typeof randomFrom>;
