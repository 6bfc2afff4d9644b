import { writeFileSync } from "node:fs";
import { machine } from "../bench/report.mjs";

export type Finding = {
  fault: string;
  faults?: number;
  acknowledged: number;
  /** Jobs that were acknowledged and are not there. */
  lost: number;
  /** Batches that are there by half or more than once. */
  torn?: number;
  requests?: number;
  answers?: Record<string, number>;
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
    .join(", ");

/** A table on stdout, and JSON into the file that FAULTS_JSON names. */
export function printFindings(): void {
  console.log("| fault | injected | jobs acknowledged | lost | torn batches | answers | seconds to recover |");
  console.log("|---|---|---|---|---|---|---|");
  for (const { fault, faults = 0, acknowledged, lost, torn = 0, answers, recoveries } of findings)
    console.log(
      `| ${fault} | ${faults} | ${acknowledged} | ${lost} | ${torn} | ${said(answers)} | ${seconds(recoveries)} |`,
    );
  const file = process.env.FAULTS_JSON;
  if (file) writeFileSync(file, `${JSON.stringify({ machine: machine(), findings }, null, 2)}\n`);
}
