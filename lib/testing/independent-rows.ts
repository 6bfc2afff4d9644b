import { pool } from "@/lib/server/db";

// What the independent calculation reads: rows as they are, every value as text.

export type Row = Record<string, string | null>;

const table = async (sql: string, organizationId: string) =>
  (await pool().query<{ row: Row }>(`SELECT to_jsonb(t) AS row FROM (${sql}) t`, [organizationId])).rows.map(
    ({ row }) => row,
  );

/** Everything of the organization, every value as text. */
export async function readAll(organizationId: string) {
  const list = (name: string) =>
    table(`SELECT id::text, code, effective_id::text FROM ${name} WHERE organization_id = $1`, organizationId);
  const jobs = await table(
    `SELECT id::text, occurred_at::text, to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
      provider_id::text, wallet_id::text, model, kind, stage, status, campaign_id::text, market_id::text, channel_id::text,
      cost_center_id::text, motif_id::text, images_delivered::text, tags::text, author_kind, author_id::text, attempts::text,
      failed_attempts::text, unpriced_reason, known_cost::text, estimated_cost::text, estimated_attempts::text,
      staff_cost::text, credits::text, approved::text, approved_with_changes::text, rejected::text, superseded::text,
      cost_failed::text, cost_duplicate::text, cost_dropped::text, cost_rejected::text, cost_superseded::text,
      cost_useful::text, cost_open::text FROM job WHERE organization_id = $1 AND voided_at IS NULL`,
    organizationId,
  );
  return {
    jobs,
    attempts: await table(
      `SELECT job_id::text, index::text, source FROM attempt WHERE organization_id = $1`,
      organizationId,
    ),
    assets: await table(
      `SELECT job_id::text, state, to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at FROM asset
       WHERE organization_id = $1 AND state IN ('approved', 'approved_with_changes', 'rejected')`,
      organizationId,
    ),
    motifs: await table(
      `SELECT id::text, campaign_id::text, code, asset_type_id::text FROM motif WHERE organization_id = $1`,
      organizationId,
    ),
    lists: {
      costCenter: await list("cost_center"),
      campaign: await list("campaign"),
      market: await list("market"),
      channel: await list("channel"),
      assetType: await list("asset_type"),
    },
    plain: {
      provider: await table(`SELECT id::text, code FROM provider WHERE organization_id = $1`, organizationId),
      wallet: await table(`SELECT id::text, code FROM wallet WHERE organization_id = $1`, organizationId),
    },
  };
}
export type All = Awaited<ReturnType<typeof readAll>>;

const byId = (rows: readonly Row[], id: string | null) => rows.find((row) => row.id === id) ?? null;

export function target(list: readonly Row[], id: string | null): Row | null {
  const row = byId(list, id);
  return row ? byId(list, row.effective_id ?? null) : null;
}

/** Every motif with one campaign (after merges) and one code in any case is the same motif. */
function motifKey(all: All, id: string | null): string | null {
  const motif = byId(all.motifs, id);
  if (!motif) return null;
  const campaign = target(all.lists.campaign, motif.campaign_id ?? null);
  const same = all.motifs
    .filter((other) => target(all.lists.campaign, other.campaign_id ?? null) === campaign)
    .filter((other) => other.code?.toLowerCase() === motif.code?.toLowerCase())
    .sort((a, b) => {
      const own = (row: Row) => (row.campaign_id === campaign?.id ? 0 : 1);
      return own(a) - own(b) || ((a.code ?? "") < (b.code ?? "") ? -1 : 1);
    });
  return `${campaign?.code}/${same[0]?.code}`;
}

const codeOf = (row: Row | null) => row?.code ?? null;

function lastSource(all: All, job: Row): string | null {
  if (job.unpriced_reason) return "unpriced";
  const own = all.attempts.filter((attempt) => attempt.job_id === job.id);
  return own.sort((a, b) => Number(b.index) - Number(a.index))[0]?.source ?? null;
}

/** The value of each dimension of a job. */
export function dimensions(all: All, job: Row): Record<string, string | null> {
  const id = (column: string) => job[column] ?? null;
  const motif = byId(all.motifs, id("motif_id"));
  const tags = Object.entries(JSON.parse(id("tags") ?? "{}") as Record<string, string>);
  return {
    costCenter: codeOf(target(all.lists.costCenter, id("cost_center_id"))),
    campaign: codeOf(target(all.lists.campaign, id("campaign_id"))),
    market: codeOf(target(all.lists.market, id("market_id"))),
    channel: codeOf(target(all.lists.channel, id("channel_id"))),
    provider: codeOf(byId(all.plain.provider, id("provider_id"))),
    wallet: codeOf(byId(all.plain.wallet, id("wallet_id"))),
    model: id("model"),
    kind: id("kind"),
    stage: id("stage"),
    motif: motifKey(all, id("motif_id")),
    assetType: codeOf(target(all.lists.assetType, motif?.asset_type_id ?? null)),
    createdBy: job.author_id ? `${job.author_kind}:${job.author_id}` : id("author_kind"),
    source: lastSource(all, job),
    ...Object.fromEntries(tags.map(([key, value]) => [`tag.${key}`, value])),
  };
}
