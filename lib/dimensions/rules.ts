/** A row of a managed list as booking needs it. `effectiveId` is the row that reads show after merges (itself if none). */
export type Listed = {
  id: string;
  code: string;
  name: string;
  effectiveId: string;
  unassigned: boolean;
  archived: boolean;
  activeFrom: string | null;
  activeTo: string | null;
};

/** `costCenters`: which cost centre the campaign belongs to from a day on, oldest first. */
export type ListedCampaign = Listed & { costCenters: { firstDay: string; costCenterId: string }[] };

export type ListedProvider = { id: string; code: string; name: string; failuresAreFree: boolean; archived: boolean };

export type ListedWallet = {
  id: string;
  code: string;
  name: string;
  providerId: string;
  isDefault: boolean;
  archived: boolean;
};

export type BookingLists = {
  costCenters: Listed[];
  campaigns: ListedCampaign[];
  markets: Listed[];
  channels: Listed[];
  assetTypes: Listed[];
  providers: ListedProvider[];
  wallets: ListedWallet[];
};

export type BookedMotif = { id: string; campaignId: string; code: string; dropped: boolean };

/** What `ensureMotifs` files a motif under: codes differ by more than case. */
export function motifKey(campaignId: string, code: string): string {
  return `${campaignId}/${code.toLowerCase()}`;
}

// A batch asks a thousand times; the index of a list is made once and goes when the list goes.
const indexes = new WeakMap<readonly { code: string }[], Map<string, unknown>>();

/** The row with this code, without regard to case. */
export function findByCode<T extends { code: string }>(list: readonly T[], code: string): T | undefined {
  let index = indexes.get(list) as Map<string, T> | undefined;
  if (!index) {
    index = new Map(list.map((row) => [row.code.toLowerCase(), row]));
    indexes.set(list, index);
  }
  return index.get(code.trim().toLowerCase());
}

/**
 * The cost centre that a campaign's jobs of this day are booked on: the assignment in force, or the first one for days
 * before it. Null without any: the job is booked on `unassigned`.
 */
export function costCenterOn({ costCenters }: Pick<ListedCampaign, "costCenters">, day: string): string | null {
  const inForce = costCenters.findLast(({ firstDay }) => firstDay <= day) ?? costCenters[0];
  return inForce?.costCenterId ?? null;
}

/** May forms and filters offer this row? Archived and merged ones stay readable, but nobody should choose them anew. */
export function isOffered(row: { archived: boolean; mergedInto?: string | null }): boolean {
  return !row.archived && !row.mergedInto;
}
