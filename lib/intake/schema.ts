import { z } from "zod";
import { decimalText, pageOf, pageQuery, uuid } from "@/lib/core/schema";
import { campaignInput } from "@/lib/dimensions/schema";
import { KINDS, STAGES, STATUSES } from "@/lib/jobs/rules/vocabulary";
import type { Decision } from "@/lib/reviews/schema";

export const IMPORT_KINDS = ["jobs", "reviews", "campaigns"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/**
 * uploading → uploaded → analysed → previewing → previewed → booking → done → undoing → undone; cancelled before booking,
 * failed when the file cannot be read or the work broke. `uploaded`, `previewing`, `booking` and `undoing` are the
 * worker's turn.
 */
const IMPORT_STATES = [
  "uploading",
  "uploaded",
  "analysed",
  "previewing",
  "previewed",
  "booking",
  "done",
  "undoing",
  "undone",
  "cancelled",
  "failed",
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** What a column can be mapped to. `tag.<key>` besides, for jobs. */
export const FIELDS = {
  jobs: [
    "externalId",
    "occurredAt",
    "timeOfDay",
    "provider",
    "wallet",
    "model",
    "kind",
    "stage",
    "status",
    "campaign",
    "market",
    "channel",
    "motif",
    "iteration",
    "imagesRequested",
    "imagesDelivered",
    "cost",
    "costUnit",
    "approved",
    "approvedWithChanges",
    "rejected",
    "decision",
    "prompt",
    "negativePrompt",
    "promptHash",
    "seed",
    "steps",
    "guidance",
    "sampler",
    "width",
    "height",
    "size",
    "modules",
    "upscaleFactor",
    "staffMinutes",
    "sourceAsset",
  ],
  reviews: [
    "provider",
    "jobExternalId",
    "index",
    "decision",
    "approved",
    "approvedWithChanges",
    "rejected",
    "reason",
    "comment",
  ],
  campaigns: ["code", "name", "costCenter", "activeFrom", "activeTo", "note"],
} as const satisfies Record<ImportKind, readonly string[]>;

/** Field → header of the column. A field without a column is absent. */
export const mapping = z.record(z.string().max(64), z.string().max(500));
export type Mapping = z.infer<typeof mapping>;

/** Values that come from somebody's list, and may be unknown to ours. */
export const CODE_LISTS = [
  "campaign",
  "market",
  "channel",
  "provider",
  "wallet",
  "costCenter",
  "kind",
  "stage",
  "status",
] as const;
export type CodeList = (typeof CODE_LISTS)[number];

const codeDecision = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("create") }),
  z.strictObject({ do: z.literal("map"), to: z.string().min(1).max(64) }),
  z.strictObject({ do: z.literal("unassigned") }),
]);
export type CodeDecision = z.infer<typeof codeDecision>;

const shortText = z.string().trim().min(1).max(200);

/** What the file does not say and a person decides, once for the whole file. */
const fallback = z.strictObject({
  /** A day in the organization's zone (noon of it), a time with offset, or the day of the upload. */
  occurredAt: z
    .union([z.literal("upload-day"), z.iso.date(), z.iso.datetime({ offset: true })], {
      error: "Write a day as YYYY-MM-DD, a time with its zone, or upload-day",
    })
    .optional(),
  provider: shortText.optional(),
  wallet: shortText.optional(),
  model: shortText.optional(),
  kind: z.enum(KINDS).optional(),
  stage: z.enum(STAGES).optional(),
  status: z.enum(STATUSES).optional(),
  campaign: shortText.optional(),
  market: shortText.optional(),
  channel: shortText.optional(),
  costUnit: z
    .union([z.enum(["CREDITS", "IMAGES", "GPU_MINUTES", "FAST_HOURS"]), z.string().regex(/^[A-Z]{3}$/)])
    .optional(),
});
export type Fallback = z.infer<typeof fallback>;

export const decisions = z.strictObject({
  /** The sign before the cents where a number like 1.234 could be read both ways. */
  decimal: z.enum(["comma", "point"]).optional(),
  /** What comes first in dates like 03/04/2026. */
  dateOrder: z.enum(["dmy", "mdy"]).optional(),
  fallback: fallback.optional(),
  /** Per list and value as written in the file. */
  codes: z.partialRecord(z.enum(CODE_LISTS), z.record(z.string().max(200), codeDecision)).optional(),
  /** For unknown codes of campaigns, markets and channels that nobody decided on; without it their rows are refused. */
  others: z.enum(["create", "unassigned", "refuse"]).optional(),
});
export type Decisions = z.infer<typeof decisions>;

// ── What a row becomes; a row of jobs is a JobInput ──

export const campaignRow = campaignInput;
export type CampaignRow = z.infer<typeof campaignRow>;

/** Decisions on the pictures of one job, which the file knows by its external id. */
export type ReviewRow = {
  externalId: string;
  provider: string | undefined;
  index: number | undefined;
  decision: Decision | undefined;
  counts:
    | { approved: number | undefined; approvedWithChanges: number | undefined; rejected: number | undefined }
    | undefined;
  reason: string | undefined;
  comment: string | undefined;
};

// ── What the server finds out about a file ──

const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

const dateEvidence = z.object({ slashed: z.number(), dayFirst: z.number(), monthFirst: z.number() });
const numberEvidence = z.object({ comma: z.number(), point: z.number() });

const column = z.object({
  name: z.string(),
  filled: z.number(),
  samples: z.array(z.string()),
  /** Every value with its count; null when there are too many to ask about. */
  values: z.array(z.object({ value: z.string(), rows: z.number() })).nullable(),
  dates: dateEvidence,
  numbers: numberEvidence,
  /** 1, 2, 3 …: row numbers, not ids. */
  counting: z.boolean(),
});
export type Column = z.infer<typeof column>;

export const analysis = z.object({
  encoding: z.enum(ENCODINGS),
  delimiter: z.string(),
  /** A first line "sep=;" stands before the header. */
  separatorLine: z.boolean(),
  headerHash: z.string(),
  rows: z.number(),
  columns: z.array(column),
  firstRows: z.array(z.array(z.string())),
  /** Mapping and decisions were taken from the last file with this header. */
  remembered: z.boolean(),
});
export type Analysis = z.infer<typeof analysis>;

const reason = z.object({
  code: z.string(),
  field: z.string(),
  message: z.string(),
  count: z.number(),
  /** Row numbers of the first ones, the header being row 1. */
  rows: z.array(z.number()),
});
export type Reason = z.infer<typeof reason>;

/** The effect of booking, found by booking and rolling back. */
export const preview = z.object({
  rows: z.number(),
  fresh: z.number(),
  replayed: z.number(),
  rejected: z.number(),
  reasons: z.array(reason),
  images: z.number(),
  cost: decimalText,
  currency: z.string(),
  estimated: z.number(),
  unpriced: z.number(),
});
export type Preview = z.infer<typeof preview>;

/** What is still to be decided, and what was. */
const questions = z.object({
  /** Fields that rows lack; a required one without a fallback refuses these rows. */
  gaps: z.array(z.object({ field: z.string(), rows: z.number(), required: z.boolean(), decided: z.boolean() })),
  codes: z.array(
    z.object({
      list: z.enum(CODE_LISTS),
      value: z.string(),
      rows: z.number(),
      near: z.array(z.string()),
      decision: codeDecision.nullable(),
      canCreate: z.boolean(),
      canUnassign: z.boolean(),
    }),
  ),
  /** Columns of codes with too many different values to ask about each. */
  tooMany: z.array(z.object({ list: z.enum(CODE_LISTS), column: z.string() })),
  dateOrder: z.object({ column: z.string(), rows: z.number(), sample: z.string() }).nullable(),
  /** Required things without an answer; their rows would be refused. */
  open: z.number(),
});
export type Questions = z.infer<typeof questions>;

const shownColumn = column.pick({ name: true, filled: true, samples: true });

/** One import, as the API and the wizard see it. */
const importAnswer = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  fileName: z.string(),
  sizeBytes: z.number(),
  state: z.enum(IMPORT_STATES),
  /** Why it failed. */
  problem: z.string().nullable(),
  rows: z.object({
    total: z.number(),
    read: z.number(),
    accepted: z.number(),
    replayed: z.number(),
    rejected: z.number(),
  }),
  createdAt: z.string(),
  confirmedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  undoneAt: z.string().nullable(),
  createdBy: z.object({ kind: z.enum(["member", "api_key", "system"]), name: z.string().nullable() }),
});
export type ImportAnswer = z.infer<typeof importAnswer>;

export const importDetail = importAnswer.extend({
  file: z
    .object({
      encoding: z.enum(ENCODINGS),
      delimiter: z.string(),
      columns: z.array(shownColumn),
      firstRows: z.array(z.array(z.string())),
      remembered: z.boolean(),
    })
    .nullable(),
  mapping: mapping.nullable(),
  decisions,
  questions: questions.nullable(),
  preview: preview.nullable(),
  /** Why rows were refused, by reason, after booking. */
  reasons: z.array(reason),
});
export type ImportDetail = z.infer<typeof importDetail>;

export const importPage = pageOf(importAnswer);
export const importListQuery = z.strictObject({
  ...pageQuery.shape,
  kind: z.enum(IMPORT_KINDS).optional(),
  state: z.enum(IMPORT_STATES).optional(),
});
export type ImportListQuery = z.infer<typeof importListQuery>;

export const importId = z.strictObject({ id: uuid });
export const uploadAnswer = z.object({ id: z.string() });

export const uploadFields = z.strictObject({
  kind: z.enum(IMPORT_KINDS),
  mapping: z.string().max(100_000).optional(),
  decisions: z.string().max(1_000_000).optional(),
});

/** Mapping and decisions replace what was saved before, each as a whole. */
export const decideInput = z.strictObject({ id: uuid, mapping: mapping.optional(), decisions: decisions.optional() });
export type DecideInput = z.infer<typeof decideInput>;

export const undoInput = z.strictObject({ id: uuid, reason: z.string().trim().min(1).max(500).optional() });
export type UndoInput = z.infer<typeof undoInput>;

export const rejectedQuery = z.strictObject({ id: uuid, dialect: z.enum(["de", "en"]).optional() });
