const MINUTE_MS = 60_000;

/** Minutes east of UTC at an instant. */
function offsetAt(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(instantMs);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  const size = Number(hours) * 60 + Number(minutes);
  return sign === "-" ? -size : size;
}

const two = (value: number) => String(value).padStart(2, "0");

const offsetText = (minutes: number) =>
  `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;

/**
 * Wall time of the organization ("2026-03-29T01:30") as an instant with its offset. An hour that happens twice in autumn
 * is its first one; an hour that is skipped in spring keeps the offset from before the change.
 */
export function instantOf(wallTime: string, timeZone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(wallTime)) return null;
  const asUtc = Date.parse(`${wallTime.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const dayBefore = offsetAt(asUtc - 24 * 60 * MINUTE_MS, timeZone);
  const isStillBefore = offsetAt(asUtc - dayBefore * MINUTE_MS, timeZone) === dayBefore;
  const after = offsetAt(asUtc + 24 * 60 * MINUTE_MS, timeZone);
  const isAfter = offsetAt(asUtc - after * MINUTE_MS, timeZone) === after;
  const offset = isStillBefore || !isAfter ? dayBefore : after;
  return `${wallTime.slice(0, 16)}:00${offsetText(offset)}`;
}

/** An instant as the wall time of the organization, as a field for date and time wants it. */
export function wallTimeOf(instant: string, timeZone: string): string {
  const ms = Date.parse(instant);
  return new Date(ms + offsetAt(ms, timeZone) * MINUTE_MS).toISOString().slice(0, 16);
}
