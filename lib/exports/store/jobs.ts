import "server-only";
import type { Pool, PoolClient } from "pg";
import { Prisma } from "@/prisma/generated/client";

/** A job's values are text, ready to be written, in the order of `names`. */
type Part = { asOf: string } | { names: string[]; jobs: (string | null)[][] };

const ROWS_AT_ONCE = 1_000;
/** A reader that takes nothing for so long loses the export: it would hold a connection and a snapshot. */
const PATIENCE = "60s";

const utc = (column: string) => Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

/** Through a cursor in one read-only snapshot: memory stays flat, and the file is of one moment. */
export async function* readJobs(
  pool: Pool,
  organization: { id: string; timeZone: string; currency: string },
  condition: Prisma.Sql,
): AsyncGenerator<Part> {
  const client = await pool.connect();
  // While a client is held, its errors are ours; without a listener one would end the process.
  let failure: Error | undefined;
  const onError = (error: Error) => {
    failure = error;
  };
  client.on("error", onError);
  let isDone = false;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = '${PATIENCE}'`);
    const { text, values } = statement(organization, condition);
    await client.query(`DECLARE jobs NO SCROLL CURSOR FOR ${text}`, values);
    yield { asOf: await readAsOf(client) };
    const codes = await readCodes(client, organization.id);
    let next = fetchPage(client);
    for (;;) {
      const { names, jobs } = await next;
      const isLast = jobs.length < ROWS_AT_ONCE;
      // The database reads the next page while this one is written and sent; never more than that one.
      if (!isLast) next = fetchPage(client);
      if (jobs.length > 0) yield { names, jobs: withCodes(names, jobs, codes) };
      if (isLast) break;
    }
    await client.query("COMMIT");
    isDone = true;
  } finally {
    // A broken or abandoned export leaves a transaction behind: closing the connection ends it for certain.
    client.release(failure ?? !isDone);
    if (isDone) client.off("error", onError);
  }
}

function fetchPage(client: PoolClient) {
  const page = client
    .query<(string | null)[]>({ text: `FETCH ${ROWS_AT_ONCE} FROM jobs`, rowMode: "array" })
    .then(({ fields, rows }) => ({ names: fields.map(({ name }) => name), jobs: rows }));
  // Nobody may be waiting for it any more when it fails.
  page.catch(() => {});
  return page;
}

/** Lists that a job points to, and whether their values can be merged into others. */
const LISTS = ["cost_center", "campaign", "market", "channel", "asset_type"] as const;
const LISTS_AS_THEY_ARE = ["provider", "wallet"] as const;

/** Codes by id, after merges. Lists are short: looked up here, they spare each job ten joins. */
async function readCodes(client: PoolClient, organizationId: string): Promise<ReadonlyMap<string, string>> {
  const merged = LISTS.map(
    (
      list,
    ) => `SELECT l.id::text, e.code FROM ${list} l JOIN ${list} e ON (e.organization_id, e.id) = ($1, l.effective_id)
      WHERE l.organization_id = $1`,
  );
  const plain = LISTS_AS_THEY_ARE.map((list) => `SELECT id::text, code FROM ${list} WHERE organization_id = $1`);
  const { rows } = await client.query<{ id: string; code: string }>([...merged, ...plain].join(" UNION ALL "), [
    organizationId,
  ]);
  return new Map(rows.map(({ id, code }) => [id, code]));
}

/** Puts codes in the place of ids, and a motif behind its campaign. */
function withCodes(names: string[], jobs: (string | null)[][], codes: ReadonlyMap<string, string>) {
  const columns = [...LISTS, ...LISTS_AS_THEY_ARE].map((list) => names.indexOf(list));
  const [motif, campaign] = [names.indexOf("motif"), names.indexOf("motif_campaign")];
  for (const job of jobs) {
    for (const at of columns) job[at] = codes.get(job[at] ?? "") ?? null;
    if (job[motif]) job[motif] = `${codes.get(job[campaign] ?? "")}/${job[motif]}`;
  }
  return jobs;
}

async function readAsOf(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ as_of: string }>(
    `SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS as_of`,
  );
  return rows[0]?.as_of ?? "";
}

function statement(
  { id, timeZone, currency }: { id: string; timeZone: string; currency: string },
  condition: Prisma.Sql,
): Prisma.Sql {
  const org = Prisma.sql`${id}::uuid`;
  return Prisma.sql`
    SELECT to_char(j.occurred_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS local_date,
      ${utc("j.occurred_at")} AS occurred_at, ${timeZone}::text AS time_zone, ${utc("j.recorded_at")} AS recorded_at,
      j.id::text AS job_id, j.external_id, CASE WHEN j.voided_at IS NULL THEN 'live' ELSE 'void' END AS state,
      j.cost_center_id::text AS cost_center, j.campaign_id::text AS campaign, j.market_id::text AS market,
      j.channel_id::text AS channel, mo.campaign_id::text AS motif_campaign, mo.code AS motif,
      mo.asset_type_id::text AS asset_type, j.provider_id::text AS provider, j.wallet_id::text AS wallet,
      j.model, j.kind, j.stage, j.status, j.iteration::text, j.width::text, j.height::text, j.steps::text, j.seed,
      j.images_requested::text, j.images_delivered::text, j.attempts::text, j.failed_attempts::text,
      trim_scale(j.credits)::text AS credits, trim_scale(j.cost)::text AS cost,
      trim_scale(j.known_cost)::text AS known_cost, trim_scale(j.estimated_cost)::text AS estimated_cost,
      ${currency}::text AS currency, (SELECT a.source FROM attempt a
        WHERE a.organization_id = j.organization_id AND a.job_id = j.id ORDER BY a.index DESC LIMIT 1) AS cost_source,
      j.unpriced_reason, trim_scale(j.staff_minutes)::text AS staff_minutes, trim_scale(j.staff_cost)::text AS staff_cost,
      j.approved::text, j.approved_with_changes::text, j.rejected::text, j.superseded::text,
      trim_scale(j.cost_failed)::text AS waste_failed, trim_scale(j.cost_duplicate)::text AS waste_duplicate,
      trim_scale(j.cost_dropped)::text AS waste_dropped, trim_scale(j.cost_rejected)::text AS waste_rejected,
      trim_scale(j.cost_superseded)::text AS waste_superseded, trim_scale(j.cost_useful)::text AS useful,
      trim_scale(j.cost_open)::text AS open, j.duplicate_of_id::text AS duplicate_of,
      array_to_string(j.flags, ' ') AS flags, CASE WHEN j.tags <> '{}' THEN j.tags::text END AS tags,
      j.author_kind || coalesce(':' || j.author_id::text, '') AS created_by, j.entry, j.import_id::text, j.void_reason
    FROM job j
    LEFT JOIN motif mo ON mo.organization_id = ${org} AND mo.id = j.motif_id
    WHERE ${condition}
    ORDER BY j.occurred_at DESC, j.id DESC`;
}
