const TOP = 12;
const BOTTOM = 28;

/** Where things are, in pixels of the drawing. */
export type Geometry = {
  left: number;
  right: number;
  top: number;
  bottom: number;
  band: number;
  /** The middle of a step. */
  x: (index: number) => number;
  y: (value: number) => number;
};

export function geometryOf(width: number, height: number, count: number, top: number): Geometry {
  const left = width < 480 ? 44 : 60;
  const right = width - 4;
  const bottom = height - BOTTOM;
  const band = (right - left) / Math.max(count, 1);
  return {
    ...{ left, right, top: TOP, bottom, band },
    x: (index) => left + band * (index + 0.5),
    y: (value) => bottom - ((bottom - TOP) * value) / top,
  };
}
