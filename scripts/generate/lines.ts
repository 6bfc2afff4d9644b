import { type Cell, lineOf } from "./copy";

/** Columns of the tables in the order of the cells below. */
export const COLUMNS = {
  motif: ["organization_id", "id", "campaign_id", "code", "name", "asset_type_id", "dropped_at", "created_at"],
  job: [
    ...["organization_id", "id", "body_hash", "provider_id", "wallet_id", "model", "kind", "stage", "status", "entry"],
    ...["occurred_at", "recorded_at", "valid_from", "campaign_id", "market_id", "channel_id", "cost_center_id"],
    ...["motif_id", "iteration", "width", "height", "steps", "seed", "modules", "images_requested", "images_delivered"],
    ...["staff_minutes", "source_asset_id", "config_hash", "duplicate_of_id", "flags", "tags", "author_kind"],
    ...["author_id", "attempts", "failed_attempts", "cost", "unpriced_reason", "known_cost", "estimated_cost"],
    ...["estimated_attempts", "staff_cost", "credits", "approved", "approved_with_changes", "rejected", "superseded"],
    ...["cost_failed", "cost_duplicate", "cost_dropped", "cost_rejected", "cost_superseded", "cost_useful"],
    "cost_open",
  ],
  attempt: [
    ...["organization_id", "job_id", "index", "status", "amount", "unit", "source", "cost", "unpriced_reason"],
    "price_id",
  ],
  asset: ["organization_id", "id", "job_id", "index", "version", "state", "decided_version", "decided_at"],
  asset_version: ["organization_id", "asset_id", "version", "job_id", "created_at"],
  ledger_entry: [
    ...["organization_id", "id", "type", "wallet_id", "job_id", "attempt_index", "unit", "quantity", "amount"],
    ...["currency", "price_id", "campaign_id", "market_id", "channel_id", "cost_center_id", "occurred_at"],
    ...["recorded_at", "booked_period", "author_kind", "author_id"],
  ],
  review: [
    ...["organization_id", "id", "asset_id", "version", "decision", "author_kind", "author_id", "created_at"],
    "valid_from",
  ],
} as const satisfies Record<string, readonly string[]>;
export type Table = keyof typeof COLUMNS;

/** Lines of COPY. Jobs made from a picture come after the pictures. */
export class Lines {
  readonly first: Record<Table, string[]> = emptyLines();
  readonly second: Record<"job" | "asset", string[]> = { job: [], asset: [] };
  jobs = 0;

  add(table: Table, cells: readonly Cell[], isSecond = false): void {
    const into = isSecond && (table === "job" || table === "asset") ? this.second[table] : this.first[table];
    into.push(lineOf(cells));
  }
}

const emptyLines = (): Record<Table, string[]> => ({
  ...{ motif: [], job: [], attempt: [], asset: [], asset_version: [], ledger_entry: [], review: [] },
});
