import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";

/** Tables that are written in sets, with the columns that a row may name. */
const COLUMNS = {
  job: [
    "organization_id",
    "id",
    "external_id",
    "import_key",
    "import_id",
    "body_hash",
    "provider_id",
    "wallet_id",
    "model",
    "kind",
    "stage",
    "status",
    "entry",
    "occurred_at",
    "recorded_at",
    "campaign_id",
    "market_id",
    "channel_id",
    "cost_center_id",
    "motif_id",
    "iteration",
    "width",
    "height",
    "steps",
    "guidance",
    "sampler",
    "seed",
    "modules",
    "upscale_factor",
    "images_requested",
    "images_delivered",
    "staff_minutes",
    "source_asset_id",
    "prompt_hash",
    "config_hash",
    "duplicate_of_id",
    "flags",
    "tags",
    "author_kind",
    "author_id",
    "revision",
    "attempts",
    "failed_attempts",
    "cost",
    "unpriced_reason",
    "known_cost",
    "estimated_cost",
    "estimated_attempts",
    "staff_cost",
    "credits",
    "approved",
    "approved_with_changes",
    "rejected",
    "superseded",
    "cost_failed",
    "cost_duplicate",
    "cost_dropped",
    "cost_rejected",
    "cost_superseded",
    "cost_useful",
    "cost_open",
  ],
  job_prompt: ["organization_id", "job_id", "prompt", "negative_prompt"],
  attempt: [
    "organization_id",
    "job_id",
    "index",
    "status",
    "amount",
    "unit",
    "source",
    "cost",
    "unpriced_reason",
    "price_id",
    "rate_id",
  ],
  asset: [
    "organization_id",
    "id",
    "job_id",
    "index",
    "external_id",
    "url",
    "checksum",
    "version",
    "state",
    "decided_version",
    "decided_at",
  ],
  asset_version: ["organization_id", "asset_id", "version", "job_id", "url", "created_at"],
  review: [
    "organization_id",
    "id",
    "asset_id",
    "version",
    "decision",
    "criteria",
    "reason",
    "comment",
    "author_kind",
    "author_id",
    "import_id",
    "created_at",
  ],
  ledger_entry: [
    "organization_id",
    "id",
    "type",
    "wallet_id",
    "job_id",
    "attempt_index",
    "unit",
    "quantity",
    "amount",
    "currency",
    "price_id",
    "rate_id",
    "campaign_id",
    "market_id",
    "channel_id",
    "cost_center_id",
    "occurred_at",
    "recorded_at",
    "booked_period",
    "reverses_id",
    "reason",
    "author_kind",
    "author_id",
  ],
} as const;

export type Table = keyof typeof COLUMNS;
/** Every column of the table by its name; absent means NULL. Amounts as text, bytes as `\\x…`. */
export type Row<T extends Table> = Partial<Record<(typeof COLUMNS)[T][number], unknown>>;

const names = (table: Table) => Prisma.raw(COLUMNS[table].map((column) => `"${column}"`).join(", "));

/**
 * Inserts any number of rows in one statement: Postgres reads them from one JSON text into the table's own row type, so
 * that decimals arrive as they were written.
 * @param once skip rows that violate a unique index
 * @returns how many rows were inserted
 */
export async function insertRows<T extends Table>(
  tx: Db,
  table: T,
  rows: readonly Row<T>[],
  once = false,
): Promise<number> {
  if (rows.length === 0) return 0;
  const into = Prisma.raw(`"${table}"`);
  return tx.$executeRaw`
    INSERT INTO ${into} (${names(table)})
    SELECT ${names(table)} FROM json_populate_recordset(NULL::${into}, ${JSON.stringify(rows)}::json)
    ${once ? Prisma.sql`ON CONFLICT DO NOTHING` : Prisma.empty}`;
}

/** The same for jobs, skipping those that another transaction booked first. @returns ids that were inserted */
export async function insertJobsOnce(tx: Db, rows: readonly Row<"job">[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO job (${names("job")})
    SELECT ${names("job")} FROM json_populate_recordset(NULL::job, ${JSON.stringify(rows)}::json)
    ON CONFLICT DO NOTHING RETURNING id::text`;
  return new Set(inserted.map(({ id }) => id));
}
