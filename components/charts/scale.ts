/** Round numbers from 0 to at least `most`: 1, 2, 2.5 or 5 times a power of ten. */
export function ticksUpTo(most: number, wanted = 4): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough - power * 1e-9) ?? 10) * power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Every how manieth label fits when each needs `room` pixels. */
export function everyNth(count: number, width: number, room: number): number {
  return Math.max(1, Math.ceil((count * room) / Math.max(width, 1)));
}

/** As much of a text as fits, by an estimate of its width: SVG has no ellipsis of its own. */
export function fitting(text: string, width: number, letter = 7): string {
  const most = Math.floor(width / letter);
  return text.length <= most ? text : `${text.slice(0, Math.max(most - 1, 1)).trimEnd()}…`;
}
