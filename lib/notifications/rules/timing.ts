/** After the first attempt: 1 min, 5 min, 30 min, 2 h, 12 h; then it has failed and waits for somebody to resend it. */
const RETRY_AFTER_MS = [60_000, 300_000, 1_800_000, 7_200_000, 43_200_000] as const;

/** @param attempts made so far; null: no more by itself */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const wait = RETRY_AFTER_MS[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/** Events that could not be delivered after which a channel counts as broken. */
export const BROKEN_AFTER = 5;

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** When a message may leave: now, or when the quiet hours of its reader end. Hours may go over midnight. */
export function afterQuiet(
  now: Date,
  quiet: { quietFrom: string | null; quietTo: string | null },
  timeZone: string,
): Date {
  const { quietFrom, quietTo } = quiet;
  if (quietFrom === null || quietTo === null) return now;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(now);
  const [at, from, to] = [minutesOf(clock), minutesOf(quietFrom), minutesOf(quietTo)];
  const isQuiet = from < to ? at >= from && at < to : at >= from || at < to;
  if (!isQuiet) return now;
  const wait = (to - at + 1_440) % 1_440;
  return new Date(Math.floor(now.getTime() / 60_000) * 60_000 + wait * 60_000);
}

const WEEK_MS = 7 * 86_400_000;
/** Mondays from eight o'clock, once a week. */
export function isDigestDue(now: Date, last: Date | null, timeZone: string): boolean {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit" }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  const isTime = part("weekday") === "Mon" && Number(part("hour")) >= 8;
  return isTime && (last === null || now.getTime() - last.getTime() > WEEK_MS - 43_200_000);
}
