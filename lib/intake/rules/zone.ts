/** A clock on the wall: what a file without zones says. */
export type WallTime = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, made);
  return made;
}

/** Milliseconds that the zone is ahead of UTC at this moment. */
function offsetAt(instant: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

// Files are full of the same days; asking Intl once per day is what makes a hundred thousand rows cheap.
const days = new Map<string, { before: number; after: number }>();

function offsetsAround(wall: number, zone: string): { before: number; after: number } {
  const key = `${zone} ${Math.floor(wall / DAY_MS)}`;
  const known = days.get(key);
  if (known) return known;
  const noon = Math.floor(wall / DAY_MS) * DAY_MS + DAY_MS / 2;
  const found = { before: offsetAt(noon - 1.5 * DAY_MS, zone), after: offsetAt(noon + 1.5 * DAY_MS, zone) };
  if (days.size > 5_000) days.clear();
  days.set(key, found);
  return found;
}

/**
 * The moment of a wall time in a zone, in milliseconds. In autumn's doubled hour the earlier of the two moments is
 * meant; a time in spring's missing hour is read with the offset before the change, so 02:30 is 03:30 summer time.
 */
export function momentOf(time: WallTime, zone: string): number {
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  const { before, after } = offsetsAround(wall, zone);
  if (before === after) return wall - before;
  if (offsetAt(wall - before, zone) === before) return wall - before;
  if (offsetAt(wall - after, zone) === after) return wall - after;
  return wall - before;
}
