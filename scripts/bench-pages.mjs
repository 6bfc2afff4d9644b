// npm run bench:pages [-- options]: how long the server takes to the last byte of a page, signed in, in turns with a bare
// route of the framework. Without an address: the demo organization in a production build of its own.
//   --runs <n>, 30                                          of every page
//   --url <address> --email <address> --password <password> of a server that runs already
//   --json <file>                                           the same as JSON
import { benchOptions, inTurns, machine, quantile, ratios, report } from "./bench/report.mjs";
import { passwordIn } from "./demo-browser.mjs";
import { withThrowAwayProduct } from "./throw-away-product.mjs";

const DEMO = "admin@northwind.example";
const BARE = "/healthz";
const GOAL_MS = 80;

const string = /** @type {const} */ ("string");
const { values, runs, json } = benchOptions(
  { url: { type: string }, email: { type: string }, password: { type: string } },
  30,
);

async function signIn({ url, email, password }) {
  const headers = { "content-type": "application/json", origin: url };
  const body = JSON.stringify({ email, password });
  const answer = await fetch(`${url}/api/auth/sign-in/email`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`Signing in: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

const dayBefore = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** What most was spent on lately: the campaign that people look at. */
async function busiest(url, cookie) {
  const query = `from=${dayBefore(90)}&to=${dayBefore(0)}&groupBy=campaign&top=1&fields=spend`;
  const answer = await fetch(`${url}/api/v1/kpis?${query}`, { headers: { cookie } });
  const { groups } = await answer.json();
  return groups[0].key.campaign;
}

async function bench(server) {
  const of = machine();
  const { url } = server;
  const cookie = await signIn(server);
  const pages = {
    overview: "/",
    explore: "/explore?range=90d&rows=costCenter&split=campaign",
    campaign: `/campaigns/${encodeURIComponent(await busiest(url, cookie))}`,
    "job list": "/jobs",
  };
  const bytes = {};
  const ask = (path, name) => async () => {
    const answer = await fetch(`${url}${path}`, { headers: { cookie, accept: "text/html" }, redirect: "manual" });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    bytes[name] = text.length;
  };
  const cases = Object.entries(pages).map(([name, path]) => [name, ask(path, name)]);
  const measured = await inTurns({ bare: ask(BARE, "bare"), ...Object.fromEntries(cases) }, { runs, warmups: 5 });
  const lines = Object.keys(pages).map((name) => ({
    what: `${name}, ${Math.round(bytes[name] / 1024)} kB`,
    unit: "ms",
    values: measured[name],
    ratio: { to: "bare route", values: ratios(measured[name], measured.bare) },
    ...(name === "overview"
      ? { goal: { text: `p95 ≤ ${GOAL_MS} ms`, met: quantile(measured[name], 0.95) <= GOAL_MS } }
      : {}),
  }));
  lines.push({ what: "bare route of the framework", unit: "ms", values: measured.bare });
  report({ name: "Pages", of, facts: { "signed in": server.email, build: "production" }, lines, json });
}

if (values.url) await bench({ url: values.url, email: values.email ?? DEMO, password: values.password ?? "" });
else
  await withThrowAwayProduct(
    ({ url, said }) => bench({ url, email: DEMO, password: passwordIn(said()) }),
    (text) => process.stdout.write(`${text}\n`),
  );
