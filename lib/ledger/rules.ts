/** The booked period of an entry: the month of its day. Months are all open until months can be closed. @returns YYYY-MM-01 */
export function bookedPeriod(day: string): string {
  return `${day.slice(0, 7)}-01`;
}
