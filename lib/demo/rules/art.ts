import { type Random, randomFrom } from "./random";

// Pictures for the demo: hills, a sun and bands of colour, drawn from a seed. Clearly nobody's photograph.

export type Drawing = { width: number; height: number; palette: [number, number, number][]; pixels: Uint8Array };

const LONG_SIDE = 320;
const SHADES = 22;

/** Hue, saturation and lightness (0 … 1) as red, green and blue. */
function colour(hue: number, saturation: number, lightness: number): [number, number, number] {
  const part = (shift: number) => {
    const at = (shift + hue * 12) % 12;
    const share = Math.max(-1, Math.min(at - 3, 9 - at, 1));
    return Math.round(255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * share));
  };
  return [part(0), part(8), part(4)];
}

/** Sky from dark to light, sun, then hills from far to near. */
function paletteOf(random: Random): Drawing["palette"] {
  const hue = random.int(0, 359) / 360;
  const warm = (hue + random.int(80, 180) / 360) % 1;
  const sky = Array.from({ length: SHADES }, (_, at) => colour(hue, 0.5, 0.3 + (at / SHADES) * 0.5));
  const hills = [0, 1, 2].map((at) => colour((hue + 0.06 * at) % 1, 0.42, 0.42 - at * 0.13));
  return [...sky, colour(warm, 0.85, 0.68), colour(warm, 0.75, 0.58), ...hills];
}

const SUN = SHADES;
const HILLS = SHADES + 2;

type Scene = {
  sun: { x: number; y: number; size: number };
  hills: { at: number; swing: number; waves: number; shift: number }[];
};

function sceneOf(random: Random, variant: Random): Scene {
  const share = (from: number, to: number) => from + ((to - from) * random.int(0, 1000)) / 1000;
  const nudge = (by: number) => (by * variant.int(-1000, 1000)) / 1000;
  return {
    sun: { x: share(0.2, 0.8) + nudge(0.16), y: share(0.2, 0.5) + nudge(0.1), size: share(0.1, 0.2) + nudge(0.04) },
    hills: [0, 1, 2].map((near) => ({
      ...{ at: 0.56 + near * 0.14 + nudge(0.06), swing: share(0.03, 0.09) },
      ...{ waves: share(1, 3.2), shift: share(0, 6) + nudge(1.6) },
    })),
  };
}

/** The upper edge of each hill at one place from left to right. */
const edgesAt = ({ hills }: Scene, x: number) =>
  hills.map(({ at, swing, waves, shift }) => at + swing * Math.sin(x * waves * 3 + shift));

function shadeAt({ sun }: Scene, edges: readonly number[], { x, y, ratio }: { x: number; y: number; ratio: number }) {
  const near = edges.findLastIndex((edge) => y > edge);
  if (near >= 0) return HILLS + near;
  const [right, down] = [(x - sun.x) * ratio, y - sun.y];
  const away = right * right + down * down;
  if (away < sun.size * sun.size) return SUN;
  if (away < sun.size * sun.size * 1.5) return SUN + 1;
  return Math.min(SHADES - 1, Math.floor(y * 1.4 * SHADES));
}

/** @param subject what the picture shows: the same colours and scene; @param variant which try at it */
export function draw(subject: number, variant: number, size: { width: number; height: number }): Drawing {
  const scale = LONG_SIDE / Math.max(size.width, size.height);
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  const random = randomFrom(subject);
  const palette = paletteOf(random);
  const scene = sceneOf(random, randomFrom(subject * 31 + variant));
  const pixels = new Uint8Array(width * height);
  for (let column = 0; column < width; column += 1) {
    const x = column / width;
    const edges = edgesAt(scene, x);
    for (let line = 0; line < height; line += 1)
      pixels[line * width + column] = shadeAt(scene, edges, { x, y: line / height, ratio: width / height });
  }
  return { width, height, palette, pixels };
}

/** A number from a text, the same each time. */
export function seedOf(text: string): number {
  let seed = 7;
  for (const character of text) seed = (seed * 31 + (character.codePointAt(0) ?? 0)) % 2_147_483_647;
  return seed;
}
