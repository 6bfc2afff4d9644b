import { type JobInput, jobInput } from "@/lib/jobs/schema";
import { type Cells, type Plan, RowReader, type RowReading, schemaErrors, shown } from "./row";
import { amountAndUnit, countOrAll, decisionIn, kindIn, stageIn, statusIn, unitIn } from "./words";

type Draft = { [Field in keyof JobInput]?: unknown };

/** "1024x768", "1024 × 768 px": width and height in one cell. */
function sizeOf(row: RowReader): { width?: number | undefined; height?: number | undefined } {
  const text = row.text("size");
  const [, width, height] = /^(\d{1,5})\s*(?:x|×|\*|by|mal)\s*(\d{1,5})(?:\s*px)?$/i.exec(text ?? "") ?? [];
  if (text !== undefined && !width && row.text("width") === undefined)
    row.refuse("size", "NOT_A_SIZE", `"${shown(text)}" is not a size such as 1024x768`);
  return {
    width: row.whole("width") ?? (width ? Number(width) : undefined),
    height: row.whole("height") ?? (height ? Number(height) : undefined),
  };
}

function costOf(row: RowReader): JobInput["cost"] | undefined {
  const text = row.text("cost");
  if (text === undefined) return undefined;
  const { amount: written, unit: inCell } = amountAndUnit(text);
  const amount = row.decimal("cost", written);
  if (amount?.startsWith("-"))
    return row.refuse(
      "cost",
      "NEGATIVE_AMOUNT",
      "A negative amount is a refund, not a job; it cannot be imported here",
    );
  const word = row.text("costUnit");
  const unit = inCell ?? (word === undefined ? row.plan.fallback.costUnit : unitIn(word));
  if (!unit)
    return word === undefined
      ? row.refuse("costUnit", "REQUIRED", "It is not known whether this amount is credits or money; choose the unit")
      : row.refuse("costUnit", "UNKNOWN_VALUE", `"${shown(word)}" is neither a unit nor a currency`);
  return amount === undefined ? undefined : { amount, unit };
}

/** A count, or "ja" for all delivered pictures. */
function picturesIn(
  row: RowReader,
  field: "approved" | "approvedWithChanges" | "rejected",
  delivered: number,
): number | undefined {
  const text = row.text(field);
  if (text === undefined) return undefined;
  const word = countOrAll(text);
  if (word) return word === "all" ? delivered : undefined;
  return row.whole(field);
}

function reviewedOf(row: RowReader, delivered: number): JobInput["reviewed"] {
  const counts = {
    approved: picturesIn(row, "approved", delivered),
    approvedWithChanges: picturesIn(row, "approvedWithChanges", delivered),
    rejected: picturesIn(row, "rejected", delivered),
  };
  const decision = row.text("decision");
  if (decision !== undefined && Object.values(counts).every((count) => count === undefined)) {
    const meant = decisionIn(decision);
    if (meant === undefined)
      row.refuse("decision", "UNKNOWN_VALUE", `"${shown(decision)}" is not a decision that we know`);
    if (meant === "approved") counts.approved = delivered;
    if (meant === "approved_with_changes") counts.approvedWithChanges = delivered;
    if (meant === "rejected") counts.rejected = delivered;
  }
  return withoutGaps(counts);
}

/** Spreadsheets with a gap in the column turn whole seeds into 42.0. */
const seedOf = (text: string | undefined) => text?.replace(/^(\d+)[.,]0+$/, "$1");

function tagsOf(cells: Cells): Record<string, string> | undefined {
  let tags: Record<string, string> | undefined;
  for (const field in cells) {
    const text = cells[field];
    if (text !== undefined && field.startsWith("tag.")) tags = { ...tags, [field.slice(4)]: text };
  }
  return tags;
}

/** Without the undefined ones; undefined when nothing is left. */
function withoutGaps<T extends object>(draft: T): { [K in keyof T]?: Exclude<T[K], undefined> } | undefined {
  const filled: Partial<T> = {};
  let some = false;
  for (const key in draft) {
    if (draft[key] === undefined) continue;
    filled[key] = draft[key];
    some = true;
  }
  return some ? (filled as { [K in keyof T]?: Exclude<T[K], undefined> }) : undefined;
}

function draftOf(row: RowReader): Draft {
  const kind = row.word("kind", kindIn);
  if (row.code("kind") === undefined)
    row.refuse("kind", "REQUIRED", "This row says no kind, and none was chosen for the file");
  const stage = row.word("stage", stageIn);
  const status = row.word("status", statusIn);
  const provider =
    row.code("provider") ??
    row.refuse("provider", "REQUIRED", "This row says no provider, and none was chosen for the file");
  const imagesRequested = row.whole("imagesRequested");
  const imagesDelivered = row.whole("imagesDelivered");
  const makes = (kind === "generation" || kind === "variation") && (status ?? "succeeded") === "succeeded";
  const delivered = makes ? (imagesDelivered ?? imagesRequested ?? 1) : 0;
  return {
    externalId: row.text("externalId"),
    occurredAt: row.moment(),
    provider,
    wallet: row.code("wallet"),
    model: row.text("model") ?? row.plan.fallback.model,
    kind,
    stage: kind === "training" ? undefined : stage,
    status,
    campaign: row.code("campaign"),
    market: row.code("market"),
    channel: row.code("channel"),
    motif: row.text("motif"),
    iteration: row.whole("iteration"),
    ...sizeOf(row),
    steps: row.whole("steps"),
    guidance: row.number("guidance"),
    sampler: row.text("sampler"),
    seed: seedOf(row.text("seed")),
    modules: row
      .text("modules")
      ?.split(/[;,|+]/)
      .map((module) => module.trim())
      .filter(Boolean),
    upscaleFactor: row.number("upscaleFactor"),
    imagesRequested,
    imagesDelivered,
    cost: costOf(row),
    staffMinutes: row.decimal("staffMinutes"),
    sourceAsset: row.text("sourceAsset"),
    reviewed: reviewedOf(row, delivered),
    prompt: row.text("prompt"),
    negativePrompt: row.text("negativePrompt"),
    promptHash: row.text("promptHash"),
    tags: tagsOf(row.cells),
  };
}

/** A row as the input of one job, held to the same schema as form and API; or everything that is wrong with it. */
export function readJobRow(cells: Cells, plan: Plan): RowReading<JobInput> {
  const row = new RowReader(cells, plan);
  const draft = withoutGaps(draftOf(row));
  if (row.errors.length > 0) return { errors: row.errors };
  const parsed = jobInput.safeParse(draft);
  return parsed.success ? { input: parsed.data } : { errors: schemaErrors(parsed.error.issues) };
}
