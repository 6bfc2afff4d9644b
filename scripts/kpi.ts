// npm run kpi:verify and kpi:rebuild: are the sums that figures are read from what the jobs say? Both run beside a
// running server.
import { parseArgs } from "node:util";
import { day } from "@/lib/core/schema";
import { organizations } from "@/lib/founding/service";
import { refreshSums } from "@/lib/kpi/service/refresh";
import { rebuildSums, verifySums } from "@/lib/kpi/service/verify";
import { answer, checked, runCommand, Usage } from "./command";

const USAGE = `Usage: npm run kpi:verify -- [--organization <slug>] [--from YYYY-MM-DD] [--to YYYY-MM-DD]
       npm run kpi:rebuild -- [--organization <slug>] [--from YYYY-MM-DD] [--to YYYY-MM-DD]
Without --organization: all of them. kpi:verify ends with 1 where a sum is not what its jobs say.`;

async function asked(args: string[]) {
  const { values } = parseArgs({
    args,
    options: { organization: { type: "string" }, from: { type: "string" }, to: { type: "string" } },
  });
  const { organization, from, to } = values;
  const all = await organizations();
  const places = organization ? all.filter(({ slug }) => slug === organization) : all;
  if (places.length === 0 && organization) throw new Usage(`There is no organization "${organization}"`);
  return { places, range: { from: from && checked(day, from, "from"), to: to && checked(day, to, "to") } };
}

async function verify(args: string[]): Promise<void> {
  const { places, range } = await asked(args);
  for (const place of places) {
    const { days, stale, differences } = await verifySums(place, range);
    answer({ organization: place.slug, days, stale, differences: differences.length });
    for (const { grain, day, cube, place: where, figures } of differences)
      process.stderr.write(`${place.slug} ${grain} ${day}, ${cube} ${JSON.stringify(where)}: ${figures.join("; ")}\n`);
    if (differences.length > 0) process.exitCode = 1;
  }
}

async function rebuild(args: string[]): Promise<void> {
  const { places, range } = await asked(args);
  for (const place of places) {
    const started = performance.now();
    let days = await rebuildSums(place, range);
    // What was marked meanwhile, and what no range names.
    for (let more = await refreshSums(place.id); more > 0; more = await refreshSums(place.id)) days += more;
    answer({ organization: place.slug, days, seconds: Math.round((performance.now() - started) / 100) / 10 });
  }
}

await runCommand({ verify, rebuild }, USAGE);
