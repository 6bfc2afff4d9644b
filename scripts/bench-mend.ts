// npm run bench:mend -- [jobs, 10000] [--runs n] [--json file]: gives all jobs of an organization of its own to a campaign
// and takes that back; the organization is deleted afterwards. The first correction follows right after the jobs were
// booked, when Postgres knows least about them.
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { campaigns } from "@/lib/dimensions/service/campaigns";
import { deleteOrganization, foundOrganization } from "@/lib/founding/service";
import type { JobInput } from "@/lib/jobs/schema";
import { mendInput, mendPreviewInput } from "@/lib/jobs/schema/mend";
import { bookJobs } from "@/lib/jobs/service";
import { mendJobs, previewMend, undoMend } from "@/lib/jobs/service/mend";
import { closeDatabase } from "@/lib/server/db";
import { stopQueue } from "@/lib/server/queue";
import { benchOptions, machine, report } from "./bench/report.mjs";

const options = benchOptions({}, 4);
const jobs = Number(options.positionals[0] ?? 10_000);

const jobOf = (index: number): { input: JobInput } => ({
  input: {
    occurredAt: new Date(Date.now() - index * 60_000).toISOString(),
    ...{ provider: "own-gpu", kind: "generation", stage: "draft", imagesDelivered: 4 },
    cost: { amount: "0.12", unit: "EUR" },
  },
});

const took: Record<"preview" | "first" | "later" | "back", number[]> = { preview: [], first: [], later: [], back: [] };
async function timed<T>(as: keyof typeof took, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const answer = await work();
  took[as].push(performance.now() - start);
  return answer;
}

/** As a person does it: look at what would happen, do that, take it back. */
async function round(actor: Actor, as: "first" | "later"): Promise<void> {
  const asked = { filter: { campaign: ["unassigned"] }, campaign: "SPRING" };
  const { preview } = await timed("preview", () => previewMend(actor, mendPreviewInput.parse(asked)));
  const input = mendInput.parse({ ...asked, preview, reason: "They are of spring" });
  const { id } = await timed(as, () => mendJobs(actor, input));
  await timed("back", () => undoMend(actor, { id }));
}

const of = machine();
const { organization } = await foundOrganization({
  name: `Bench ${Date.now()}`,
  currency: "EUR",
  timeZone: "Europe/Berlin",
  locale: "de",
  owner: { invite: "bench@example.test" },
});
try {
  const actor = await systemActorOf(organization.id);
  await campaigns.create(actor, { code: "SPRING", name: "Spring" });
  const rows = Array.from({ length: jobs }, (_, index) => jobOf(index));
  for (let start = 0; start < rows.length; start += 1000) await bookJobs(actor, rows.slice(start, start + 1000), "api");
  await round(actor, "first");
  for (let count = 1; count < options.runs; count += 1) await round(actor, "later");
  const lines = [
    { what: "preview", unit: "ms", values: took.preview },
    { what: "correction right after booking", unit: "ms", values: took.first },
    { what: "later corrections", unit: "ms", values: took.later },
    { what: "taking back", unit: "ms", values: took.back },
  ];
  report({ name: "bench:mend", of, facts: { jobs }, lines, json: options.json });
} finally {
  await deleteOrganization(organization.slug);
  await stopQueue();
  await closeDatabase();
}
