import type { Actor } from "@/lib/core/actor";
import { type All, dimensions, type Row, readAll, target } from "./independent-rows";

/**
 * The KPIs once more, by other means: all rows are read as text with plain SQL and added here with whole numbers (BigInt,
 * 18 places), days come from the runtime's own time zones. Shares no function with lib/kpi; a test compares the two.
 */

export type Question = {
  from: string;
  to: string;
  groupBy: readonly string[];
  interval: "day" | "week" | "month" | null;
  filter: Readonly<Record<string, readonly string[]>>;
  view: "credit" | "full";
  training: boolean;
  approvals: "cohort" | "period";
  top: number | null;
};

const SCALE = 18;
const UNIT = 10n ** BigInt(SCALE);

function whole(text: string | null): bigint {
  const [before = "0", after = ""] = (text ?? "0").split(".");
  return BigInt(before + after.padEnd(SCALE, "0").slice(0, SCALE));
}

function decimal(value: bigint, places = SCALE): string {
  const digits = String(value).padStart(places + 1, "0");
  const after = digits.slice(-places).replace(/0+$/, "");
  return after ? `${digits.slice(0, -places)}.${after}` : digits.slice(0, -places);
}

/** numerator ÷ denominator, half up, 12 places. */
function divided(numerator: bigint, denominator: bigint): string {
  const twelve = 10n ** 12n;
  return decimal((2n * numerator * twelve + denominator) / (2n * denominator), 12);
}

type Fact = { day: string; job: Row; values: Record<string, string | null>; decision: string | null };

const dayIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (at: string | null) => format.format(new Date(at ?? ""));
};

/** Jobs on their day and, for decisions of a period, decisions on theirs. */
function factsOf(all: All, actor: Actor, question: Question): Fact[] {
  const dayOf = dayIn(actor.organization.timeZone);
  const mine = allowed(all, actor);
  const wantsTraining = question.training || question.groupBy.includes("kind") || "kind" in question.filter;
  const known = new Map(all.jobs.map((job) => [job.id, { job, values: dimensions(all, job) }]));
  const facts: Fact[] = [...known.values()].map(({ job, values }) => ({
    day: dayOf(job.at ?? null),
    job,
    values,
    decision: null,
  }));
  if (question.approvals === "period")
    for (const asset of all.assets) {
      const found = known.get(asset.job_id ?? "");
      if (found) facts.push({ ...found, day: dayOf(asset.at ?? null), decision: asset.state ?? null });
    }
  return facts.filter(
    ({ day, job, values }) =>
      day >= question.from &&
      day <= question.to &&
      (wantsTraining || job.kind !== "training") &&
      (mine === null || mine.has(job.cost_center_id ?? "")) &&
      Object.entries(question.filter).every(([name, codes]) => codes.includes(values[name] ?? "")),
  );
}

function allowed(all: All, { costCenterIds }: Actor): Set<string> | null {
  if (costCenterIds === "all") return null;
  const targets = costCenterIds.map((id) => target(all.lists.costCenter, id));
  const rows = all.lists.costCenter.filter((row) => targets.includes(target(all.lists.costCenter, row.id ?? null)));
  return new Set(rows.map((row) => row.id ?? ""));
}

const sum = (facts: readonly Fact[], value: (job: Row) => bigint) =>
  facts.reduce((total, { job }) => total + value(job), 0n);
const total = (facts: readonly Fact[], column: string) =>
  facts.reduce((all, { job }) => all + Number(job[column] ?? 0), 0);

/** One row of figures over these facts. */
function rowOver(everything: readonly Fact[], question: Question, groupBy: readonly string[]) {
  const facts = everything.filter(({ decision }) => decision === null);
  const cost = (job: Row) =>
    whole(job.known_cost ?? null) + (question.view === "full" ? whole(job.staff_cost ?? null) : 0n);
  const unpriced = (rows: readonly Fact[]) => rows.filter(({ job }) => job.unpriced_reason !== null);
  const allUnpriced = (rows: readonly Fact[]) => rows.length > 0 && unpriced(rows).length === rows.length;
  const variationJobs = facts.filter(({ job }) => job.kind === "variation");
  const assigned = facts.filter(({ values }) => values.campaign !== "unassigned");
  const campaigns = new Set(assigned.map(({ values }) => values.campaign)).size;
  const decisions = everything.flatMap(({ decision }) => (decision ? [decision] : []));
  const isPeriod = question.approvals === "period";
  const withChanges = isPeriod
    ? decisions.filter((state) => state === "approved_with_changes").length
    : total(facts, "approved_with_changes");
  const approved = isPeriod ? decisions.filter((state) => state !== "rejected").length : total(facts, "approved");
  const rejected = isPeriod ? decisions.filter((state) => state === "rejected").length : total(facts, "rejected");
  const decided = approved + rejected;
  const superseded = total(facts, "superseded");
  const images = total(facts, "images_delivered");
  const variations = total(variationJobs, "images_delivered");
  const spend = sum(facts, cost);
  const withCredits = facts.filter(({ job }) => job.credits !== null);
  const creditsByProvider: Record<string, string> = {};
  for (const code of new Set(withCredits.map(({ values }) => values.provider ?? "")))
    creditsByProvider[code] = decimal(
      sum(
        withCredits.filter(({ values }) => values.provider === code),
        (job) => whole(job.credits ?? null),
      ),
    );
  const oneUnit = Object.keys(creditsByProvider).length <= 1;
  const credits = sum(withCredits, (job) => whole(job.credits ?? null));
  const isMixed =
    new Set(facts.map(({ values }) => values.provider)).size > 1 ||
    (withCredits.length > 0 && facts.some(({ job }) => job.credits === null && whole(job.known_cost ?? null) > 0n));
  const nullReasons: Record<string, string> = {};
  const ratio = (name: string, numerator: bigint, denominator: number, reasons: [boolean, string][]) => {
    const reason = reasons.find(([holds]) => holds)?.[1];
    if (reason) nullReasons[name] = reason;
    return { [name]: reason ? null : divided(numerator, BigInt(denominator) * UNIT) };
  };
  const nothing: [boolean, string] = [images === 0, "NO_OUTPUT"];
  const noDecision: [boolean, string] = [images === 0 && decided === 0, "NO_OUTPUT"];
  const noApproval: [boolean, string] = [images === 0 && approved === 0, "NO_OUTPUT"];
  const noCredits: [boolean, string] = [withCredits.length === 0 && allUnpriced(facts), "UNPRICED"];
  const units: [boolean, string][] = [
    [isMixed, "MIXED_UNITS"],
    [withCredits.length === 0, "NOT_APPLICABLE"],
  ];
  const n = (value: number) => BigInt(value) * UNIT;
  const waste = (name: string) => sum(facts, (job) => whole(job[`cost_${name}`] ?? null));
  const classes = ["failed", "duplicate", "dropped", "rejected", "superseded"];
  return {
    spend: decimal(spend),
    estimatedSpend: decimal(sum(facts, (job) => whole(job.estimated_cost ?? null))),
    credits: oneUnit ? decimal(credits) : null,
    creditsByProvider,
    jobs: facts.length,
    attempts: total(facts, "attempts"),
    failedAttempts: total(facts, "failed_attempts"),
    failedJobs: facts.filter(({ job }) => job.status === "failed").length,
    unpricedJobs: unpriced(facts).length,
    estimatedJobs: facts.filter(({ job }) => Number(job.estimated_attempts) > 0).length,
    lowerBound: unpriced(facts).length > 0,
    images,
    variations,
    campaigns,
    decided,
    approved,
    approvedWithChanges: withChanges,
    rejected,
    superseded,
    ...ratio("costPerImage", spend, images, [nothing, [allUnpriced(facts), "UNPRICED"]]),
    ...ratio("costPerApprovedImage", spend, approved, [
      noApproval,
      [allUnpriced(facts), "UNPRICED"],
      [approved === 0, "NO_APPROVAL_YET"],
    ]),
    ...ratio("costPerVariation", sum(variationJobs, cost), variations, [
      nothing,
      [allUnpriced(variationJobs), "UNPRICED"],
      [variations === 0, "NO_VARIATION"],
    ]),
    ...ratio("costPerCampaign", sum(assigned, cost), campaigns, [
      [allUnpriced(assigned), "UNPRICED"],
      [campaigns === 0, "NO_CAMPAIGN"],
      [groupBy.some((name) => name !== "campaign" && name !== "costCenter"), "NOT_APPLICABLE"],
    ]),
    ...ratio("creditsPerImage", credits, images, [nothing, noCredits, ...units]),
    ...ratio("creditsPerApprovedImage", credits, approved, [
      noApproval,
      noCredits,
      [approved === 0, "NO_APPROVAL_YET"],
      ...units,
    ]),
    ...ratio("approvalRate", n(approved), decided, [noDecision, [decided === 0, "NOTHING_DECIDED"]]),
    ...ratio("reviewCoverage", n(decided + superseded), images, [nothing, [isPeriod, "NOT_APPLICABLE"]]),
    ...ratio("failureRate", n(total(facts, "failed_attempts")), total(facts, "attempts"), [
      [total(facts, "attempts") === 0, "NO_OUTPUT"],
    ]),
    waste: {
      ...Object.fromEntries(classes.map((name) => [name, decimal(waste(name))])),
      total: decimal(classes.reduce((all, name) => all + waste(name), 0n)),
    },
    useful: decimal(waste("useful")),
    open: decimal(waste("open")),
    unassignedSpend: decimal(spend - sum(assigned, cost)),
    nullReasons,
  };
}

const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString().slice(0, 10);

function startOf(day: string, interval: Question["interval"], weekStart: number): string {
  if (interval === "month") return `${day.slice(0, 7)}-01`;
  if (interval === "day") return day;
  const at = Date.parse(day);
  return iso(at - ((new Date(at).getUTCDay() - weekStart + 7) % 7) * DAY);
}

function startsOf({ from, to, interval }: Question, weekStart: number): string[] {
  if (!interval) return [];
  const days = Array.from({ length: (Date.parse(to) - Date.parse(from)) / DAY + 1 }, (_, at) =>
    iso(Date.parse(from) + at * DAY),
  );
  return [...new Set(days.map((day) => startOf(day, interval, weekStart)))];
}

export async function independentKpis(actor: Actor, question: Question) {
  const all = await readAll(actor.organization.id);
  const facts = factsOf(all, actor, question);
  const groups = groupsOf(facts, question);
  const { weekStart } = actor.organization;
  const parts = question.groupBy.length === 0 ? [{ key: {}, facts, other: {} }] : groups;
  return {
    total: rowOver(facts, question, []),
    groups: groups.map(({ key, other, facts: own }) => ({
      key,
      ...other,
      ...rowOver(own, question, question.groupBy),
    })),
    series: startsOf(question, weekStart).flatMap((start) =>
      parts.map(({ key, other, facts: own }) => {
        const inside = own.filter(({ day }) => startOf(day, question.interval, weekStart) === start);
        return { start, key, ...other, ...rowOver(inside, question, question.groupBy) };
      }),
    ),
  };
}

function groupsOf(facts: readonly Fact[], { groupBy, top, view }: Question) {
  if (groupBy.length === 0) return [];
  const spent = (own: readonly Fact[]) =>
    sum(
      own.filter(({ decision }) => decision === null),
      (job) => whole(job.known_cost ?? null) + (view === "full" ? whole(job.staff_cost ?? null) : 0n),
    );
  const found = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = JSON.stringify(groupBy.map((name) => fact.values[name] ?? null));
    found.set(key, [...(found.get(key) ?? []), fact]);
  }
  const ordered = [...found.entries()]
    .map(([key, own]) => ({ values: JSON.parse(key) as (string | null)[], own, spend: spent(own) }))
    .sort((a, b) => (a.spend === b.spend ? compare(a.values, b.values) : a.spend > b.spend ? -1 : 1));
  const named = ordered.slice(0, top ?? ordered.length);
  const rest = ordered.slice(named.length).flatMap(({ own }) => own);
  const keyed = (values: readonly (string | null)[]) =>
    Object.fromEntries(groupBy.map((name, at) => [name, values[at] ?? null]));
  return [
    ...named.map(({ values, own }) => ({ key: keyed(values), facts: own, other: {} })),
    ...(rest.length > 0 ? [{ key: keyed(groupBy.map(() => "other")), facts: rest, other: { other: true } }] : []),
  ];
}

function compare(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [at, left] of a.entries()) {
    const right = b[at] ?? null;
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
