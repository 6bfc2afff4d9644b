import { writeFileSync } from "node:fs";
import { machine } from "../bench/report.mjs";

export type Finding = {
  fault: string;
  faults?: number;
  acknowledged: number;
  /** Jobs acknowledged a second, from the first request to the last, faults included. */
  perSecond: number;
  /** Jobs that were acknowledged and are not there. */
  lost: number;
  /** Batches with a job that is there more than once, and batches of which a part is missing. */
  twice: number;
  torn?: number;
  answers?: Record<string, number>;
  /** What /readyz said meanwhile, where it keeps running. */
  readiness?: string;
  /** Milliseconds from the end of each fault to the next acknowledged batch. */
  recoveries: number[];
};

const findings: Finding[] = [];

export function note(finding: Omit<Finding, "recoveries"> & Partial<Finding>): void {
  findings.push({ recoveries: [], ...finding });
}

const seconds = (values: readonly number[]) => values.map((value) => (value / 1000).toFixed(1)).join(", ") || "–";
const said = (answers: Record<string, number> = {}) =>
  Object.entries(answers)
    .map(([status, count]) => `${status}: ${count}`)
    .join(", ") || "–";

const HEADER = [
  ...["fault", "injected", "jobs acknowledged", "a second", "lost", "twice", "by half", "answers", "/readyz"],
  "seconds to recover",
];
const line = (cells: readonly unknown[]) => `| ${cells.join(" | ")} |`;

/** A table on stdout, and JSON into the file that FAULTS_JSON names. */
export function printFindings(): void {
  const of = machine();
  console.log(`${of.cores} cores, load ${of.load.join(" ")}`);
  console.log(line(HEADER));
  console.log(line(HEADER.map(() => "---")));
  for (const { fault, faults = 0, acknowledged, perSecond, lost, twice, torn = 0, ...more } of findings) {
    const { answers, readiness = "–", recoveries } = more;
    const counts = [fault, faults, acknowledged, Math.round(perSecond), lost, twice, torn];
    console.log(line([...counts, said(answers), readiness, seconds(recoveries)]));
  }
  const file = process.env.FAULTS_JSON;
  if (file) writeFileSync(file, `${JSON.stringify({ machine: of, findings }, null, 2)}\n`);
}
