import "server-only";
import { actorOfKey } from "@/lib/auth/service/actors";
import { createApiKey } from "@/lib/auth/service/api-keys";
import { join } from "@/lib/auth/service/members";
import { addPerson, prepared } from "@/lib/auth/service/people";
import type { Actor } from "@/lib/core/actor";
import { addDays, addMonths, dayIn, monthEnd, monthStart } from "@/lib/core/period";
import { foundOrganization, organizations } from "@/lib/founding/service";
import { bookJobs } from "@/lib/jobs/service";
import { correctJob, voidJob } from "@/lib/jobs/service/correct";
import { dropMotif } from "@/lib/jobs/service/motif";
import { closePeriod } from "@/lib/periods/service";
import { reviewJob } from "@/lib/reviews/service";
import { type Db, transaction } from "@/lib/server/db";
import { firstDayOf } from "./rules/days";
import type { Author, PlannedJob } from "./rules/plan";
import { ORGANIZATION, PEOPLE, PIPELINE_KEY } from "./rules/story";
import { planYear } from "./rules/year";
import { addAlerts } from "./service/alerts";
import { addBudgets } from "./service/budgets";
import { addLists, addMotifs } from "./service/lists";
import { addMoney } from "./service/money";
import { addPictures } from "./service/pictures";
import { addTalk } from "./service/talk";
import { addTargets } from "./service/targets";
import { addViews } from "./service/views";
import { knownWhenTheyRan, picturesOf, setInstant } from "./store";

type Cast = { admin: Actor; controller: Actor } & Record<Author, Actor>;
export type Demo = {
  slug: string;
  name: string;
  jobs: number;
  people: { name: string; email: string; role: string }[];
};

const BATCH = 1_000;

/**
 * Makes the demo organization through the same services that people use: all of it or nothing. Null when there is one.
 * @param options.password of every demo person
 */
export function makeDemo({ password, now }: { password: string; now: Date }): Promise<Demo | null> {
  return transaction(async (tx) => {
    const [admin] = PEOPLE;
    if (!admin || (await organizations()).some(({ demo }) => demo)) return null;
    const owner = { name: admin.name, email: admin.email, password };
    const { organization, actor } = await foundOrganization({ ...ORGANIZATION, demo: true, owner });
    if (!actor) throw new Error("The demo organization has no admin");
    const cast = await addPeople(tx, actor, { password, now });
    const start = firstDayOf(dayIn(ORGANIZATION.timeZone, now));
    await addLists(cast.admin, start);
    await addMoney(cast, start);
    const { motifs, jobs } = planYear(now);
    const givenUp = await addMotifs(cast.lead, motifs);
    const ids = await bookAll(tx, cast, jobs);
    await knownWhenTheyRan(tx, organization.id);
    await decideLater(tx, cast.lead, jobs, { ids, now });
    for (const id of givenUp) await dropMotif(cast.lead, { id });
    await closeMonths(tx, cast.controller, start, now);
    await mend(cast.lead, jobs, ids);
    await addBudgets(cast.controller, start, now);
    await addPictures(tx, cast.lead, jobs, ids);
    await addTargets(cast.controller, start, now);
    await addTalk(cast, now);
    await addAlerts(cast, start, now);
    await addViews(cast);
    return { slug: organization.slug, name: organization.name, jobs: jobs.length, people: [...PEOPLE] };
  });
}

async function addPeople(tx: Db, admin: Actor, { password, now }: { password: string; now: Date }): Promise<Cast> {
  const joined = new Map<string, Actor>([["admin", admin]]);
  for (const { key, name, email, role } of PEOPLE.slice(1)) {
    const person = await addPerson(tx, await prepared({ name, email, password, locale: null }));
    joined.set(
      key,
      await join(tx, admin.organization.id, { userId: person.id, role, limited: false, costCenterIds: [] }),
    );
  }
  const access = { role: "logger", scopes: null, costCenters: null, expiresAt: null } as const;
  const { key } = await createApiKey(admin, { name: PIPELINE_KEY, ...access });
  const of = (name: string) => joined.get(name) ?? admin;
  const pipeline = await actorOfKey(key, now);
  return { admin, controller: of("controller"), lead: of("lead"), team: of("team"), pipeline };
}

/** Sources before what is made from them. @returns the ids of the jobs, in the order of the plan */
async function bookAll(tx: Db, cast: Cast, jobs: readonly PlannedJob[]): Promise<string[]> {
  const ids = new Array<string>(jobs.length);
  const depth = Math.max(...jobs.map(({ level }) => level));
  for (let level = 0; level <= depth; level += 1) {
    const wanted = [...jobs.entries()].filter(([, job]) => job.level === level);
    const sources = await picturesOf(
      tx,
      cast.admin.organization.id,
      wanted.flatMap(([, { source }]) => (source ? (ids[source.job] ?? []) : [])),
    );
    for (const author of ["team", "lead", "pipeline"] as const)
      await bookInBatches(
        cast,
        author,
        wanted.filter(([, job]) => job.author === author),
        { ids, sources },
      );
  }
  return ids;
}

async function bookInBatches(
  cast: Cast,
  author: Author,
  wanted: readonly (readonly [place: number, job: PlannedJob])[],
  { ids, sources }: { ids: string[]; sources: ReadonlyMap<string, readonly string[]> },
): Promise<void> {
  for (let from = 0; from < wanted.length; from += BATCH) {
    const part = wanted.slice(from, from + BATCH);
    const rows = part.map(([, { input, source, decided }]) => {
      const sourceAsset = source && sources.get(ids[source.job] ?? "")?.[source.picture];
      return {
        input: sourceAsset ? { ...input, sourceAsset } : input,
        decided: decided ? { by: cast[decided.by], at: decided.at } : undefined,
      };
    });
    const { results } = await bookJobs(cast[author], rows, "demo");
    part.forEach(([place], index) => {
      const result = results[index];
      if (!result || "errors" in result) throw new Error(`Demo job ${place}: ${JSON.stringify(result)}`);
      ids[place] = result.id;
    });
  }
}

const DAY_MS = 86_400_000;
/** Days from a job to the decisions that took longer. */
const LATER_DAYS = 9;

/** In the order of their days, so that history reads as it would have been written. */
async function decideLater(
  tx: Db,
  lead: Actor,
  jobs: readonly PlannedJob[],
  { ids, now }: { ids: readonly string[]; now: Date },
): Promise<void> {
  const decided = [...jobs.entries()]
    .filter(([, { later }]) => later.length > 0)
    .map(([place, { input, later }]) => ({ place, later, at: Date.parse(input.occurredAt) + LATER_DAYS * DAY_MS }))
    .sort((a, b) => a.at - b.at);
  for (const { place, later, at } of decided) {
    await setInstant(tx, at < now.getTime() ? new Date(at).toISOString() : null);
    await reviewJob(lead, { id: ids[place] ?? "", decisions: later });
  }
  await setInstant(tx, null);
}

/** Every month but the last two that are over, each five days after its end; what is mended then is booked later. */
async function closeMonths(tx: Db, controller: Actor, start: string, now: Date): Promise<void> {
  const today = dayIn(ORGANIZATION.timeZone, now);
  const last = addMonths(monthStart(today), -2);
  for (let first = monthStart(start); first <= last; first = addMonths(first, 1)) {
    await setInstant(tx, `${addDays(monthEnd(first), 6)}T08:00:00Z`);
    await closePeriod(controller, { id: first.slice(0, 7) });
  }
  await setInstant(tx, null);
}

async function mend(lead: Actor, jobs: readonly PlannedJob[], ids: readonly string[]): Promise<void> {
  for (const [place, { mended }] of jobs.entries()) {
    const id = ids[place] ?? "";
    if (mended && "voided" in mended) await voidJob(lead, { id, reason: mended.voided });
    else if (mended) await correctJob(lead, { id, ...mended.corrected });
  }
}
