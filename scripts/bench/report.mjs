// What every benchmark shares: cases measured in turns so that their ratios come from one run, median and p95, the machine,
// and one form of answer: a table on stdout, and the same as JSON into the file of `--json`.
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";

/**
 * `--json file` and `--runs n`, the benchmark's own options, and what stands without a name.
 * @param {import("node:util").ParseArgsConfig["options"]} own
 * @param {number} runs when nobody says
 */
export function benchOptions(own = {}, runs = 5) {
  const options = { json: { type: /** @type {const} */ ("string") }, runs: { type: /** @type {const} */ ("string") } };
  const { values, positionals } = parseArgs({ options: { ...own, ...options }, allowPositionals: true });
  const given = /** @type {Record<string, string | undefined>} */ (values);
  return { values: given, positionals, json: given.json ?? null, runs: Number(given.runs ?? runs) };
}

/**
 * The value that a share of all values reaches at most; the nearest one that was measured.
 * @param {readonly number[]} values @param {number} share
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * Milliseconds that work takes.
 * @param {() => unknown} work
 */
async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Runs every case once per round, one after the other, so that a busy machine is busy for all of them. A case may answer
 * what it measured itself (any number); else its milliseconds count.
 * @template {string} Name
 * @param {Record<Name, () => unknown>} cases
 * @param {{ runs: number, warmups?: number }} rounds
 * @returns {Promise<Record<Name, number[]>>} what was measured, round by round
 */
export async function inTurns(cases, { runs, warmups = 1 }) {
  const names = /** @type {Name[]} */ (Object.keys(cases));
  const measured = /** @type {Record<Name, number[]>} */ (Object.fromEntries(names.map((name) => [name, []])));
  for (let round = -warmups; round < runs; round += 1)
    for (const name of names) {
      let own;
      const clock = await timed(async () => {
        own = await cases[name]();
      });
      if (round >= 0) measured[name].push(typeof own === "number" ? own : clock);
    }
  return measured;
}

/**
 * How many times the other one, round by round.
 * @param {readonly number[]} values @param {readonly number[]} others
 */
export const ratios = (values, others) => values.map((value, round) => value / (others[round] ?? Number.NaN));

const load = () => loadavg().map((value) => Math.round(value * 100) / 100);

/** The machine, in words that a reader can compare with; its load is part of every figure. */
export function machine() {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    load: load(),
  };
}

/**
 * One line of a report. `values` are one number per run, `per` the same in other units; `ratio` compares with what
 * was measured in the same runs; `goal` says what was promised, and whether it holds.
 * @typedef {{
 *   what: string,
 *   unit: string,
 *   values: readonly number[],
 *   higherIsBetter?: boolean,
 *   ratio?: { to: string, values: readonly number[] },
 *   goal?: { text: string, met: boolean },
 * }} Line
 */

/** @param {number} value */
const shown = (value) => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
};

/** The bad end of the values: slow for times, small for speeds. @param {Line} line */
const worst = ({ values, higherIsBetter = false }) => quantile(values, higherIsBetter ? 0.05 : 0.95);

const HEADER = ["", "median", "p95", "runs", "compared in the same runs", "goal"];

/** @param {readonly Line[]} lines */
export function table(lines) {
  const rows = [HEADER, ...lines.map(rowOf)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(rows[0] ?? []), rule, ...rows.slice(1).map(line)].join("\n");
}

/** @param {Line} line */
function rowOf(line) {
  const { what, unit, values, ratio, goal } = line;
  const compared = ratio ? `${shown(median(ratio.values))} × ${ratio.to}` : "";
  const kept = goal ? `${goal.text}: ${goal.met ? "yes" : "NO"}` : "";
  return [what, `${shown(median(values))} ${unit}`, shown(worst(line)), String(values.length), compared, kept];
}

/** @param {Line} line */
function jsonOf(line) {
  const { ratio, ...rest } = line;
  const compared = ratio && { to: ratio.to, median: median(ratio.values), values: ratio.values };
  return { ...rest, median: median(line.values), p95: worst(line), ...(compared ? { ratio: compared } : {}) };
}

/**
 * Prints a report and writes it as JSON where that is asked for.
 * @param {{ name: string, of: ReturnType<typeof machine>, facts?: Record<string, unknown>, lines: readonly Line[], json: string | null }} report
 *   `of`: the machine as it was before the first run; `facts`: what was measured on, such as rows and connections
 */
export function report({ name, of, facts = {}, lines, json }) {
  const now = load();
  const { cpu, cores, memoryGiB, system, node } = of;
  const about = Object.entries(facts).map(([fact, value]) => `${fact}: ${value}`);
  const text = [
    `\n${name}`,
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}; load ${of.load.join(" ")} before, ${now.join(" ")} after`,
    ...(about.length > 0 ? [about.join("; ")] : []),
    "",
    table(lines),
  ];
  process.stdout.write(`${text.join("\n")}\n`);
  if (json === null) return;
  const kept = {
    name,
    at: new Date().toISOString(),
    machine: { ...of, loadAfter: now },
    facts,
    lines: lines.map(jsonOf),
  };
  writeFileSync(json, `${JSON.stringify(kept, null, 2)}\n`);
}
