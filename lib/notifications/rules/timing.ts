/** After the first attempt: 1 min, 5 min, 30 min, 2 h, 12 h; then it has failed and waits for somebody to resend it. */
const RETRY_AFTER_MS = [60_000, 300_000, 1_800_000, 7_200_000, 43_200_000] as const;

/** @param attempts made so far; null: no more by itself */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const wait = RETRY_AFTER_MS[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/** Events that could not be delivered after which a channel counts as broken. */
export const BROKEN_AFTER = 5;

/**
 * How long a message belongs to the worker that took it. Longer than its slowest attempt; a worker that dies leaves it
 * to the next one after that.
 */
export const LEASE_MS = 30_000;

const MINUTE_MS = 60_000;
const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

function clockIn(timeZone: string): (at: Date) => number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  return (at) => minutesOf(format.format(at));
}

export type Quiet = { quietFrom: string | null; quietTo: string | null };

/** When a message may leave: now, or when the quiet hours of its reader end. Hours may go over midnight. */
export function afterQuiet(now: Date, { quietFrom, quietTo }: Quiet, timeZone: string): Date {
  if (quietFrom === null || quietTo === null) return now;
  const [from, to] = [minutesOf(quietFrom), minutesOf(quietTo)];
  const clock = clockIn(timeZone);
  const isQuiet = (at: number) => (from < to ? at >= from && at < to : at >= from || at < to);
  if (!isQuiet(clock(now))) return now;
  const start = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const wait = (to - clock(now) + 1_440) % 1_440;
  const guess = new Date(start + wait * MINUTE_MS);
  // In a night that changes the clock an hour is missing or there twice.
  const off = (to - clock(guess) + 720 + 1_440) % 1_440;
  const moved = new Date(guess.getTime() + (off - 720) * MINUTE_MS);
  return isQuiet(clock(moved)) ? guess : moved;
}
