import { addMoney, type Money, money } from "@/lib/core/amount";
import { type BookingLists, costCenterOn, type ListedCampaign } from "@/lib/dimensions/rules";
import type { BookingMonths } from "@/lib/ledger/rules";
import { MENDED_FIELDS, type MendedField, type Move, type Skipped } from "../schema/mend";
import { flagsOf } from "./flags";
import type { Kind } from "./vocabulary";

/** Where a job stands, by id; a motif is a code of its campaign. */
export type Standing = {
  campaignId: string;
  costCenterId: string;
  marketId: string;
  channelId: string;
  motif: string | null;
};

/** A job as a correction of many sees it. */
export type Mendable = Standing & {
  id: string;
  revision: number;
  /** In the organization's zone. */
  day: string;
  kind: Kind;
  motifId: string | null;
  knownCost: string;
  isUnpriced: boolean;
};

/** What to assign; absent stays, a motif of null is taken away. */
export type Wish = {
  campaign?: ListedCampaign;
  costCenterId?: string;
  marketId?: string;
  channelId?: string;
  motif?: string | null;
};

export type Mended = { job: Mendable; after: Standing; flags: string[] };
export type Plan = { mended: Mended[]; unchanged: number; skipped: { code: Skipped; jobs: number }[] };

const by = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]));

/** Lists by id, looked up once per run. */
export function listsById({ campaigns, costCenters, markets, channels }: BookingLists) {
  const unassigned = costCenters.find((row) => row.unassigned)?.id ?? "";
  return {
    campaigns: by(campaigns),
    costCenters: by(costCenters),
    markets: by(markets),
    channels: by(channels),
    unassigned,
  };
}
export type ListsById = ReturnType<typeof listsById>;

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Error("A job stands on a row that no list has");
  return row;
}

/** A job that names its campaign anew goes to the cost centre which that belonged to on the job's day. */
function costCenterOf(job: Mendable, wish: Wish, lists: ListsById): string {
  if (wish.costCenterId !== undefined) return wish.costCenterId;
  return wish.campaign ? (costCenterOn(wish.campaign, job.day) ?? lists.unassigned) : job.costCenterId;
}

/** Where the job will stand; a code says why it cannot. */
function standingAfter(job: Mendable, wish: Wish, lists: ListsById): Standing | Skipped {
  const campaign = wish.campaign ?? found(lists.campaigns.get(job.campaignId));
  const costCenterId = costCenterOf(job, wish, lists);
  if (campaign.unassigned && costCenterId !== lists.unassigned) return "NO_CAMPAIGN";
  return {
    campaignId: campaign.id,
    costCenterId,
    marketId: wish.marketId ?? job.marketId,
    channelId: wish.channelId ?? job.channelId,
    motif: wish.motif === undefined ? job.motif : wish.motif,
  };
}

const FIELD: Record<MendedField, keyof Standing> = {
  ...{ campaign: "campaignId", costCenter: "costCenterId", market: "marketId", channel: "channelId", motif: "motif" },
};

/** What a job says of a dimension; motifs of two campaigns are two, even if they have one code. */
const saysOf = (field: MendedField, at: Standing): string | null =>
  field === "motif" ? at.motif && `${at.campaignId}/${at.motif.toLowerCase()}` : at[FIELD[field]];

const differs = (field: MendedField, one: Standing, other: Standing) => saysOf(field, one) !== saysOf(field, other);

export const changedFields = (one: Standing, other: Standing): MendedField[] =>
  MENDED_FIELDS.filter((field) => differs(field, one, other));

const countsOf = (skipped: readonly Skipped[]): Plan["skipped"] =>
  [...Map.groupBy(skipped, (code) => code)].map(([code, { length }]) => ({ code, jobs: length }));

/** What becomes of each job. @param wishOf the same for all, or each its own (undo); a code says why it has none */
export function planOf(
  jobs: readonly Mendable[],
  wishOf: (job: Mendable) => Standing | Skipped,
  lists: ListsById,
): Plan {
  const mended: Mended[] = [];
  const skipped: Skipped[] = [];
  let unchanged = 0;
  for (const job of jobs) {
    const after = wishOf(job);
    if (typeof after === "string") skipped.push(after);
    else if (changedFields(job, after).length === 0) unchanged += 1;
    else
      mended.push({
        job,
        after,
        flags: flagsOf(
          found(lists.campaigns.get(after.campaignId)),
          found(lists.markets.get(after.marketId)),
          found(lists.channels.get(after.channelId)),
          job.day,
        ),
      });
  }
  return { mended, unchanged, skipped: countsOf(skipped) };
}

/** One wish for all of them. */
export const planFor = (jobs: readonly Mendable[], wish: Wish, lists: ListsById): Plan =>
  planOf(jobs, (job) => standingAfter(job, wish, lists), lists);

export const costOf = (mended: readonly Mended[]): Money => addMoney(mended.map(({ job }) => money(job.knownCost)));

type Shown = { key: string; code: string | null; name: string | null };

/** How reads show a place: after merges. */
function shownOf(field: MendedField, at: Standing, lists: ListsById): Shown {
  if (field === "motif") {
    // As figures name a motif: with its campaign, for a motif that goes along with its campaign keeps its code.
    const code = at.motif && `${shownOf("campaign", at, lists).code}/${at.motif}`;
    return { key: saysOf("motif", at) ?? "", code, name: code };
  }
  const list = {
    ...{ campaign: lists.campaigns, costCenter: lists.costCenters, market: lists.markets, channel: lists.channels },
  }[field];
  const own = found(list.get(at[FIELD[field]] ?? ""));
  const { id, code, name } = list.get(own.effectiveId) ?? own;
  return { key: id, code, name };
}

type Sum = Shown & { jobsBefore: number; jobsAfter: number; before: Money[]; after: Money[] };

function movesOf(field: MendedField, mended: readonly Mended[], lists: ListsById): Move[] {
  const sums = new Map<string, Sum>();
  const at = (standing: Standing): Sum => {
    const shown = shownOf(field, standing, lists);
    const sum = sums.get(shown.key) ?? { ...shown, jobsBefore: 0, jobsAfter: 0, before: [], after: [] };
    sums.set(shown.key, sum);
    return sum;
  };
  for (const { job, after } of mended) {
    const cost = money(job.knownCost);
    const [from, to] = [at(job), at(after)];
    from.jobsBefore += 1;
    from.before.push(cost);
    to.jobsAfter += 1;
    to.after.push(cost);
  }
  return [...sums.values()]
    .map(({ key: _, before, after, ...sum }) => ({
      dimension: field,
      ...sum,
      before: addMoney(before).toFixed(),
      after: addMoney(after).toFixed(),
    }))
    .sort((a, b) => b.jobsBefore - a.jobsBefore || b.jobsAfter - a.jobsAfter);
}

/** What leaves and what comes, for every dimension that changes. */
export function allMoves(mended: readonly Mended[], lists: ListsById): Move[] {
  return MENDED_FIELDS.filter((field) => mended.some(({ job, after }) => differs(field, job, after))).flatMap((field) =>
    movesOf(field, mended, lists),
  );
}

/** Does money move? A motif alone moves none: the ledger does not know motifs. */
export const movesMoney = ({ job, after }: Mended): boolean =>
  changedFields(job, after).some((field) => field !== "motif");

/** What is booked in the current month, because the job's own is closed. */
export function bookedLater(mended: readonly Mended[], { closed }: Pick<BookingMonths, "closed">) {
  const late = mended.filter((one) => movesMoney(one) && closed.has(`${one.job.day.slice(0, 7)}-01`));
  const months = [...new Set(late.map(({ job }) => job.day.slice(0, 7)))].sort();
  return { jobs: late.length, cost: costOf(late).toFixed(), months };
}
