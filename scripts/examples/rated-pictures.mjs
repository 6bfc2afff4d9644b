// An example of an importer of one's own: rated pictures, one a line, become jobs with decisions.
//
//   node scripts/examples/rated-pictures.mjs data.csv prices.json --url http://localhost:3000 --key pxl_…
//
// data.csv has the columns name (MODEL_rest.jpg), prompt and mos_quality (0 to 5), as the AGIQA-3K database has them.
// prices.json says what a picture of each model cost, as text: { "midjourney": "0.0425", "sd1.5": "0.002" }.
// A picture of quality 3 or better counts as approved, any other as rejected. The same file again books nothing twice.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";

/** From this quality on a picture counts as approved. */
export const APPROVED_FROM = 3;
/** As many as the API takes in one request. */
const BATCH = 1_000;

/** "sd1.5_highcorr_012.jpg" → "sd1.5" */
export const modelOf = (name) => name.slice(0, name.indexOf("_"));

/** One rated picture as a job, or what stands in the way. */
function jobOf(row, { prices, currency, occurredAt, provider }) {
  const model = modelOf(row.name ?? "");
  const amount = prices[model];
  if (!model) return { problem: "no model in its name" };
  if (amount === undefined) return { problem: `no price for ${model}` };
  if (!row.mos_quality || Number.isNaN(Number(row.mos_quality))) return { problem: "no quality" };
  const job = {
    externalId: row.name,
    occurredAt,
    provider,
    model,
    kind: "generation",
    stage: "final",
    imagesRequested: 1,
    cost: { amount, unit: currency },
    reviewed: Number(row.mos_quality) >= APPROVED_FROM ? { approved: 1 } : { rejected: 1 },
    ...(row.prompt ? { prompt: row.prompt } : {}),
    ...(row.style ? { tags: { style: row.style } } : {}),
  };
  return { job };
}

/**
 * Jobs as POST /api/v1/jobs/batch takes them, one per rated picture. What cannot be read is left out and said.
 * @param {string} csv
 * @param {{ prices: Record<string, string>, currency: string, occurredAt: string, provider: string }} how
 */
export function jobsFrom(csv, how) {
  const rows = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  const read = rows.map((row, at) => ({ ...jobOf(row, how), line: `Line ${at + 2} (${row.name})` }));
  return {
    jobs: read.flatMap(({ job }) => job ?? []),
    skipped: read.flatMap(({ problem, line }) => (problem ? `${line}: ${problem}` : [])),
  };
}

async function send(url, key, jobs) {
  const response = await fetch(`${url}/api/v1/jobs/batch`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ jobs }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.status}: ${answer.detail ?? answer.title}`);
  return answer;
}

async function run() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: "string", default: "http://localhost:3000" },
      key: { type: "string" },
      currency: { type: "string", default: "EUR" },
      provider: { type: "string", default: "own-gpu" },
      at: { type: "string", default: new Date().toISOString() },
    },
  });
  const [file, priceFile] = positionals;
  if (!file || !priceFile || !values.key) throw new Error("Name a CSV file, a file of prices, and --key");
  const prices = JSON.parse(readFileSync(priceFile, "utf8"));
  const how = { prices, currency: values.currency, occurredAt: values.at, provider: values.provider };
  const { jobs, skipped } = jobsFrom(readFileSync(file, "utf8"), how);
  const sums = { accepted: 0, replayed: 0, rejected: 0 };
  for (let from = 0; from < jobs.length; from += BATCH) {
    const { accepted, replayed, rejected } = await send(values.url, values.key, jobs.slice(from, from + BATCH));
    sums.accepted += accepted;
    sums.replayed += replayed;
    sums.rejected += rejected.length;
    for (const { index, errors } of rejected.slice(0, 5))
      process.stderr.write(`${jobs[from + index].externalId}: ${errors[0]?.message}\n`);
  }
  for (const line of skipped.slice(0, 20)) process.stderr.write(`${line}\n`);
  process.stdout.write(`${JSON.stringify({ ...sums, skipped: skipped.length })}\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await run().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
