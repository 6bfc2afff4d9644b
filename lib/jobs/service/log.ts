import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { checkCode } from "@/lib/core/problem-codes";
import { jobFilter } from "@/lib/kpi/service";
import { type Db, snapshot, transaction } from "@/lib/server/db";
import { classLines, type WhyInput } from "../rules/why";
import { type BatchAnswer, type Entry, type Job, type JobInput, jobInput } from "../schema";
import type { JobDetail } from "../schema/detail";
import type { JobFilter, JobListQuery } from "../schema/list";
import type { JobCount } from "../schema/mend";
import { bookJobs } from "../service";
import { bothConditions, listedCondition } from "../store/filter";
import { countListed } from "../store/mend";
import { findDetail, findJobs, listJobs, type Scope } from "../store/read";

export const scopeOf = (actor: Actor): Scope => (actor.costCenterIds === "all" ? null : actor.costCenterIds);

/** Where a job came in: people use forms, keys use the API. */
const entryOf = (actor: Actor): Entry => (actor.kind === "member" ? "form" : "api");

/**
 * Books one job and says whether it is new or a replay of the same one.
 * @throws invalid_input with every field's problem; conflict when its external id belongs to another body
 */
export async function logJob(actor: Actor, input: JobInput): Promise<{ job: Job; replayed: boolean }> {
  return transaction(async (tx) => {
    const { results } = await bookJobs(actor, [{ input }], entryOf(actor));
    const [result] = results;
    if (!result || "errors" in result) {
      const errors = result?.errors ?? [];
      const conflict = errors.find(({ code }) => code === "CONFLICT");
      if (conflict) throw new AppError("conflict", conflict.message, errors);
      throw new AppError("invalid_input", errors[0]?.message ?? "The job could not be booked", errors);
    }
    const [job] = await findJobs(tx, actor.organization.id, [result.id], null);
    if (!job) throw new Error(`Job ${result.id} vanished`);
    return { job, replayed: result.state === "replayed" };
  });
}

/** Good rows in one transaction, bad rows say why. @param jobs 1 … 1,000 inputs, not yet checked */
export async function logBatch(actor: Actor, { jobs }: { jobs: readonly unknown[] }): Promise<BatchAnswer> {
  const rejected: BatchAnswer["rejected"] = [];
  const good: { index: number; input: JobInput }[] = [];
  jobs.forEach((raw, index) => {
    const parsed = jobInput.safeParse(raw);
    if (parsed.success) good.push({ index, input: parsed.data });
    else rejected.push({ index, errors: parsed.error.issues.flatMap(issueErrors) });
  });
  const { results } = await bookJobs(actor, good, entryOf(actor));
  const answer: BatchAnswer = { accepted: 0, replayed: 0, rejected, jobs: [] };
  results.forEach((result, position) => {
    const index = good[position]?.index ?? position;
    if ("errors" in result) rejected.push({ index, errors: result.errors });
    else {
      answer[result.state] += 1;
      answer.jobs.push({ index, id: result.id });
    }
  });
  rejected.sort((a, b) => a.index - b.index);
  return answer;
}

type Issue = { code: string; path: PropertyKey[]; message: string; keys?: string[] };

/** zod's issues of one row of a batch. */
function issueErrors(issue: Issue): BatchAnswer["rejected"][number]["errors"] {
  if (issue.code === "unrecognized_keys")
    return (issue.keys ?? []).map((key) => ({
      path: key,
      code: "UNKNOWN_FIELD",
      message: `There is no field "${key}"`,
    }));
  return [{ path: issue.path.join("."), code: checkCode(issue.code), message: issue.message }];
}

/** @throws not_found also for jobs of other organizations and outside of the actor's cost centres */
export async function jobById(actor: Actor, { id }: { id: string }): Promise<JobDetail> {
  authorise(actor, "jobs:read");
  return snapshot(async (tx) => {
    const scope = scopeOf(actor);
    const [job] = await findJobs(tx, actor.organization.id, [id], scope);
    if (!job) throw new AppError("not_found", `There is no job ${id}`);
    const { why, ...detail } = await findDetail(tx, actor.organization.id, id, scope);
    return { ...job, ...detail, classes: job.state === "void" ? [] : classLines(toWhy(job, why)) };
  });
}

const toWhy = (job: Job, why: Pick<WhyInput, "amounts" | "superseded" | "motifDropped">): WhyInput => ({
  ...job,
  ...why,
  isDuplicate: job.duplicateOf !== null,
  hasMotif: job.motif !== null,
  hasSource: job.sourceAsset !== null,
});

function parseCursor(cursor: string | null) {
  if (cursor === null) return null;
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(at) || !/^[0-9a-f-]{36}$/.test(id))
    throw invalid("cursor", "INVALID_CURSOR", "This cursor is not one of ours; start again without it");
  return { at, id };
}

/** The jobs that a list or an export names: a condition on job `j`, with the organization and the asker's scope in it. */
export async function jobsMatching(tx: Db, actor: Actor, query: JobFilter) {
  const { condition, limitedTo } = await jobFilter(tx, actor, query);
  return { condition: bothConditions(condition, listedCondition(query)), limitedTo };
}

/** How many jobs a filter finds, and how many pictures they have. */
export async function jobCounts(actor: Actor, query: JobFilter): Promise<JobCount> {
  authorise(actor, "jobs:read");
  return snapshot(async (tx) => countListed(tx, (await jobsMatching(tx, actor, query)).condition));
}

/** Newest first; keyset, so that a page costs the same at any depth. */
export async function jobPage(actor: Actor, query: JobListQuery): Promise<{ data: Job[]; nextCursor: string | null }> {
  authorise(actor, "jobs:read");
  const cursor = parseCursor(query.cursor);
  return snapshot(async (tx) => {
    const { condition } = await jobsMatching(tx, actor, query);
    const { jobs, nextCursor } = await listJobs(tx, { condition, cursor, limit: query.limit });
    return { data: jobs, nextCursor: nextCursor === null ? null : Buffer.from(nextCursor).toString("base64url") };
  });
}
