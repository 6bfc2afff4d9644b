/** What decides in which month an entry is booked. */
export type BookingMonths = {
  /** Today in the organization's zone: the month it lies in is never closed. */
  today: string;
  /** First days of the closed months. */
  closed: ReadonlySet<string>;
};

/** The month of the entry's day if it is open or closing, else the current one. @returns YYYY-MM-01 */
export function bookedPeriod(day: string, { today, closed }: BookingMonths): string {
  const own = `${day.slice(0, 7)}-01`;
  return closed.has(own) ? `${today.slice(0, 7)}-01` : own;
}
