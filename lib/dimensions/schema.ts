import { z } from "zod";
import { code, day, decimalText, name, pageQuery, uuid } from "@/lib/core/schema";

/** Lists whose rows can be merged: an alias in all reads, the job keeps what was logged. */
export const MERGED_LISTS = ["cost-centers", "campaigns", "markets", "channels", "asset-types"] as const;
export type MergedList = (typeof MERGED_LISTS)[number];

export type ListName = MergedList | "motifs" | "providers" | "wallets" | "review-reasons";

const text = (most: number) => z.string().trim().min(1, "This is empty").max(most, `At most ${most} characters`);

// ── What leaves the server ──

const listRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  archived: z.boolean(),
  /** The row for everything without one; it cannot be archived or merged. */
  unassigned: z.boolean(),
  /** Code of the row that this one was merged into. */
  mergedInto: z.string().nullable(),
});

const mergedRow = listRow.extend({
  /** Code that reads show, after all merges; the own code if there are none. */
  shownAs: z.string(),
});

const activeDays = { activeFrom: z.string().nullable(), activeTo: z.string().nullable() };

export const costCenter = mergedRow.extend({ ownerName: z.string().nullable() });

export const campaign = mergedRow.extend({
  ...activeDays,
  note: z.string().nullable(),
  /** Code of the cost centre of today's jobs; null = none, or one that the asker may not see. */
  costCenter: z.string().nullable(),
  /** Which cost centre from which day on, oldest first. */
  costCenters: z.array(z.object({ firstDay: z.string(), costCenter: z.string() })),
});
export type Campaign = z.infer<typeof campaign>;

export const market = mergedRow.extend(activeDays);
export const channel = mergedRow.extend(activeDays);
export const assetType = mergedRow;

export const motif = listRow.extend({
  campaign: z.string(),
  assetType: z.string().nullable(),
  brief: z.string().nullable(),
  droppedAt: z.string().nullable(),
});
export type Motif = z.infer<typeof motif>;

export const provider = listRow.extend({
  /** A failed try without a reported cost costs 0 instead of being unpriced. */
  failuresAreFree: z.boolean(),
});
export type Provider = z.infer<typeof provider>;

export const wallet = listRow.extend({
  provider: z.string(),
  surface: z.string().nullable(),
  account: z.string().nullable(),
  /** Jobs that name no wallet are booked on this one. */
  isDefault: z.boolean(),
});
export type Wallet = z.infer<typeof wallet>;

export const reviewReason = listRow.extend({
  /** Offered when changes are asked for, or made before approval. */
  forChanges: z.boolean(),
  forRejection: z.boolean(),
});
export type ReviewReason = z.infer<typeof reviewReason>;

export const ROWS = {
  "cost-centers": costCenter,
  campaigns: campaign,
  markets: market,
  channels: channel,
  "asset-types": assetType,
  motifs: motif,
  providers: provider,
  wallets: wallet,
  "review-reasons": reviewReason,
} as const;
export type ListRow<Name extends ListName = ListName> = z.infer<(typeof ROWS)[Name]>;

// ── What comes in ──

export const listPageQuery = z.strictObject({
  ...pageQuery.shape,
  /** Part of a code or name. */
  q: z.string().trim().max(200).optional(),
  archived: z.enum(["true", "false", "all"]).default("false"),
});
export type ListPageQuery = z.infer<typeof listPageQuery>;

export const motifPageQuery = listPageQuery.extend({ campaign: z.string().optional() });
export const walletPageQuery = listPageQuery.extend({ provider: z.string().optional() });

export const byId = z.strictObject({ id: uuid });

const note = text(2_000).nullable().optional();
const days = { activeFrom: day.nullable().optional(), activeTo: day.nullable().optional() };

type Days = { activeFrom?: string | null | undefined; activeTo?: string | null | undefined };
export const daysInOrder = ({ activeFrom, activeTo }: Days) => !activeFrom || !activeTo || activeFrom <= activeTo;
const order = { path: ["activeTo"], error: "The last day is before the first one" };

const created = { code, name };
const changed = { id: uuid, code: code.optional(), name: name.optional() };

export const costCenterInput = z.strictObject({ ...created, ownerName: text(200).nullable().optional() });
export const costCenterChange = z.strictObject({ ...changed, ownerName: text(200).nullable().optional() });

export const campaignInput = z
  .strictObject({ ...created, ...days, note, costCenter: text(64).nullable().optional() })
  .refine(daysInOrder, order);
export const campaignChange = z.strictObject({ ...changed, ...days, note }).refine(daysInOrder, order);

export const marketInput = z.strictObject({ ...created, ...days }).refine(daysInOrder, order);
export const marketChange = z.strictObject({ ...changed, ...days }).refine(daysInOrder, order);

export const assetTypeInput = z.strictObject(created);
export const assetTypeChange = z.strictObject(changed);

const motifFields = { assetType: text(64).nullable().optional(), brief: note };
export const motifInput = z.strictObject({ campaign: text(64), code, name: name.optional(), ...motifFields });
export const motifChange = z.strictObject({ ...changed, ...motifFields });
export type MotifInput = z.infer<typeof motifInput>;
export type MotifChange = z.infer<typeof motifChange>;

export const providerInput = z.strictObject({
  ...created,
  failuresAreFree: z.boolean().optional(),
  /** Code of its first wallet; by default the provider's own. */
  wallet: code.optional(),
});
export const providerChange = z.strictObject({ ...changed, failuresAreFree: z.boolean().optional() });
export type ProviderInput = z.infer<typeof providerInput>;
export type ProviderChange = z.infer<typeof providerChange>;

const walletFields = { surface: text(64).nullable().optional(), account: text(200).nullable().optional() };
/** Only true: a provider always has a default wallet, so another one is made the default instead. */
const isDefault = z.literal(true, { error: "Make another wallet of this provider the default instead" }).optional();
export const walletInput = z.strictObject({ provider: text(64), ...created, ...walletFields, isDefault });
export const walletChange = z.strictObject({ ...changed, ...walletFields, isDefault });
export type WalletInput = z.infer<typeof walletInput>;
export type WalletChange = z.infer<typeof walletChange>;

const uses = { forChanges: z.boolean().optional(), forRejection: z.boolean().optional() };
type Uses = { forChanges?: boolean | undefined; forRejection?: boolean | undefined };
const isUseful = ({ forChanges, forRejection }: Uses) => forChanges !== false || forRejection !== false;
const useless = { path: ["forRejection"], error: "A reason is for changes, for rejections, or for both" };

/** Without either flag a reason is for both. */
export const reviewReasonInput = z.strictObject({ ...created, ...uses }).refine(isUseful, useless);
export const reviewReasonChange = z.strictObject({ ...changed, ...uses }).refine(isUseful, useless);
export type ReviewReasonInput = z.infer<typeof reviewReasonInput>;
export type ReviewReasonChange = z.infer<typeof reviewReasonChange>;

/** Every field that a row of a merged list may be created or changed with; each list's schema admits its own. */
export type RowFields = {
  code?: string | undefined;
  name?: string | undefined;
  ownerName?: string | null | undefined;
  activeFrom?: string | null | undefined;
  activeTo?: string | null | undefined;
  note?: string | null | undefined;
};

export const mergeInput = z.strictObject({ id: uuid, into: text(64), preview: z.boolean().default(false) });
export type MergeInput = z.infer<typeof mergeInput>;

/** What a merge does: so many jobs and so much money are shown under the target from now on. */
export const mergeAnswer = z.object({
  preview: z.boolean(),
  code: z.string(),
  into: z.string(),
  shownAs: z.string(),
  jobs: z.number(),
  spend: decimalText,
  currency: z.string(),
});
export type MergeAnswer = z.infer<typeof mergeAnswer>;

export const moveInput = z.strictObject({ id: uuid, costCenter: text(64), firstDay: day });
export type MoveInput = z.infer<typeof moveInput>;

/** `jobsKept`: jobs of that day or later which were booked on another cost centre before, and stay there. */
export const moveAnswer = z.object({ campaign, jobsKept: z.number() });
export type MoveAnswer = z.infer<typeof moveAnswer>;
