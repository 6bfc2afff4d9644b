/** Minutes that the zone is ahead of UTC at this moment. */
function offsetMinutes(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const text = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The first moment after a day in a zone: a key that is valid "until 31 March" works all of that day. */
export function endOfDay(day: string, timeZone: string): string {
  const midnight = new Date(`${day}T00:00:00Z`).getTime() + 24 * 3_600_000;
  const guess = new Date(midnight - offsetMinutes(new Date(midnight), timeZone) * 60_000);
  // Asked again at the guessed moment: the clocks may change between the two.
  return new Date(midnight - offsetMinutes(guess, timeZone) * 60_000).toISOString();
}
