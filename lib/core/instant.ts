/**
 * An ISO 8601 time with offset as UTC with microseconds, which is what Postgres keeps: offsets that Postgres does not
 * know (beyond ±15:59) and further digits are gone. Text that is no time becomes the earliest instant that a
 * check can still refuse.
 */
export function storableInstant(text: string): string {
  const [, seconds = "", fraction = "", zone = ""] =
    /^(.*?T\d{2}:\d{2}(?::\d{2})?)(?:\.(\d+))?(Z|[+-]\d{2}:?\d{2})$/.exec(text) ?? [];
  const at = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(at) || at < 0 || at > 4_102_444_800_000) return "1970-01-01T00:00:00.000000Z";
  return `${new Date(at).toISOString().slice(0, 19)}.${fraction.padEnd(6, "0").slice(0, 6)}Z`;
}
