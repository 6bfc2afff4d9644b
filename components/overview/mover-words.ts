export type JobsChange = "began" | "stopped" | "tripled" | "doubled" | "halved" | "moreJobs" | "fewerJobs";

/** The word for a change of a number of jobs; "tripled" within an eighth of it. */
export function jobsChange(before: number, now: number): JobsChange {
  if (before === 0) return "began";
  if (now === 0) return "stopped";
  const times = now / before;
  const isAbout = (wanted: number) => Math.abs(times - wanted) <= wanted / 8;
  if (isAbout(3)) return "tripled";
  if (isAbout(2)) return "doubled";
  if (isAbout(0.5)) return "halved";
  return now > before ? "moreJobs" : "fewerJobs";
}
