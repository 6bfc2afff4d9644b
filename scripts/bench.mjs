// npm run bench [-- options]: every benchmark, one after another, beside one product with a database to throw away, at a
// size that takes minutes; then all lines once more in one table. Each has its own command for larger sizes (docs/speed.md).
//   --jobs <n>, 50000      of the organization that figures, exports and pages are asked about
//   --only <names>         of these alone, separated by commas: kpi, export, pages, ingest, import, review, alerts, web
//   --json <file>          all reports as JSON
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchOptions, machine, table } from "./bench/report.mjs";
import { passwordIn } from "./demo-browser.mjs";
import { bin, root, toolEnvironment } from "./project.mjs";
import { withThrowAwayProduct } from "./throw-away-product.mjs";

const LARGE = "bench-large";
const SMALL = "bench-small";

const string = /** @type {const} */ ("string");
const { values, json } = benchOptions({ jobs: { type: string }, only: { type: string } });
const jobs = Number(values.jobs ?? 50_000);
const isWanted = (name) => values.only === undefined || values.only.split(",").includes(name);
const say = (text) => process.stdout.write(`${text}\n`);

/** A script beside the running product: its database is found through its data folder. */
function run(dataDir, args, isShown) {
  const env = toolEnvironment({
    DATA_DIR: dataDir,
    DATABASE_URL: "",
    DATABASE_DIRECT_URL: "",
    DATABASE_REPLICA_URL: "",
    LOG_LEVEL: "silent",
  });
  const child = spawn(join(bin, "node"), args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
    if (isShown) process.stdout.write(chunk);
  });
  return new Promise((done) => child.on("close", (code) => done({ code, said })));
}

async function command(dataDir, file, ...args) {
  const { code, said } = await run(dataDir, ["scripts/with-database.mjs", `scripts/${file}.ts`, ...args], false);
  if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${code}`);
  return JSON.parse(said);
}

const inDatabase = (file, ...args) => ["scripts/with-database.mjs", `scripts/bench-${file}.ts`, ...args];

/** What is run for each name, in this order. */
function plan({ url, demoPassword, large, key }) {
  return {
    kpi: inDatabase("kpi", "--organization", LARGE, "--smaller", SMALL, "--runs", "5"),
    export: inDatabase("export", "--organization", LARGE, "--runs", "3", "--url", url, "--key", key),
    pages: ["scripts/bench-pages.mjs", "--url", url, "--email", large.signIn, "--password", large.password],
    ingest: inDatabase("ingest", "--runs", "3", "--batches", "3", "--singles", "50"),
    import: inDatabase("import", "10000", "1", "--runs", "1"),
    review: inDatabase("review", "20", "4", "--runs", "40"),
    alerts: inDatabase("alerts", "--jobs", "5000", "--runs", "5"),
    web: ["scripts/bench-web.mjs", "--url", url, "--password", demoPassword, "--runs", "1", "--changes", "10"],
  };
}

async function benchAll({ url, dataDir, said }) {
  const large = await command(dataDir, "generate", "--jobs", `${jobs}`, "--organization", LARGE);
  await command(dataDir, "generate", "--jobs", `${Math.ceil(jobs / 10)}`, "--organization", SMALL);
  const access = ["--organization", LARGE, "--name", "Bench", "--role", "admin"];
  const { key } = await command(dataDir, "api-key", "create", ...access);
  const reports = [];
  const failed = [];
  for (const [name, args] of Object.entries(plan({ url, demoPassword: passwordIn(said()), large, key }))) {
    if (!isWanted(name)) continue;
    const file = join(dataDir, `bench-${name}.json`);
    const { code } = await run(dataDir, [...args, "--json", file], true);
    if (code === 0 && existsSync(file))
      reports.push({ command: `bench:${name}`, ...JSON.parse(readFileSync(file, "utf8")) });
    else failed.push(name);
  }
  return { reports, failed };
}

const of = machine();
await withThrowAwayProduct(async (product) => {
  const { reports, failed } = await benchAll(product);
  say(
    `\nAll benchmarks, ${jobs} jobs\n\n${table(reports.flatMap(({ command: name, lines }) => lines.map((line) => ({ ...line, what: `${name}: ${line.what}` }))))}`,
  );
  for (const name of failed) say(`bench:${name} ended with an error; see above`);
  if (failed.length > 0) process.exitCode = 1;
  if (json !== null) writeFileSync(json, `${JSON.stringify({ machine: of, jobs, reports, failed }, null, 2)}\n`);
}, say);
