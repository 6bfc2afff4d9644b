/** Seven colours that people with any colour vision can tell apart, readable on light and dark surfaces. */
const PALETTE = ["#0d9477", "#3a76b8", "#e08e1b", "#8a63c4", "#5ab0de", "#cf5a26", "#c9699c"] as const;
const REST = "#97a3ad";
const WITHOUT = "#6b7883";

/** Where a key always has the same colour, whatever else is in the picture. */
const FIXED: Record<string, number> = {
  generation: 0,
  variation: 1,
  upscale: 2,
  postprocess: 3,
  training: 4,
  failed: 5,
  duplicate: 3,
  dropped: 2,
  rejected: 6,
  superseded: 4,
  useful: 0,
  draft: 4,
  final: 0,
  leonardo: 3,
  openai: 0,
  midjourney: 1,
  "adobe-firefly": 5,
  stability: 4,
  "black-forest-labs": 2,
  google: 6,
};

function preferred(code: string): number {
  const fixed = FIXED[code.toLowerCase()];
  if (fixed !== undefined) return fixed;
  let hash = 0;
  for (const letter of code.toLowerCase()) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 100_003;
  return hash % PALETTE.length;
}

type Coloured = { id: string; code: string | null; isOther: boolean };

/**
 * A colour per key that follows from the key itself, so that it is the same on every page. Two keys that want one
 * colour are told apart in order of their codes, not of their size, so that a new range does not recolour them.
 */
export function coloursOf(layers: readonly Coloured[]): Map<string, string> {
  const colours = new Map<string, string>();
  const taken = new Set<number>();
  const coded = layers.filter(({ code, isOther }) => code !== null && !isOther);
  for (const { id, code } of coded.toSorted((a, b) => (a.code ?? "").localeCompare(b.code ?? ""))) {
    const wanted = code === "unassigned" ? null : preferred(code ?? "");
    if (wanted === null) {
      colours.set(id, WITHOUT);
      continue;
    }
    const offset = PALETTE.findIndex((_, step) => !taken.has((wanted + step) % PALETTE.length));
    const slot = offset === -1 ? wanted : (wanted + offset) % PALETTE.length;
    taken.add(slot);
    colours.set(id, PALETTE[slot] ?? REST);
  }
  for (const { id, isOther } of layers) if (!colours.has(id)) colours.set(id, isOther ? REST : WITHOUT);
  return colours;
}
