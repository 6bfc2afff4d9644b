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
    let next = fetchPage(client);
    for (;;) {
      const { names, jobs } = await next;
      const isLast = jobs.length < ROWS_AT_ONCE;
      // The database reads the next page while this one is written and sent; never more than that one.
      if (!isLast) next = fetchPage(client);
      if (jobs.length > 0) yield { names, jobs };
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
      cce.code AS cost_center, ce.code AS campaign, me.code AS market, che.code AS channel,
      moc.code || '/' || mo.code AS motif, ate.code AS asset_type, p.code AS provider, w.code AS wallet,
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
    JOIN campaign c ON c.organization_id = ${org} AND c.id = j.campaign_id
    JOIN campaign ce ON ce.organization_id = ${org} AND ce.id = c.effective_id
    JOIN cost_center cc ON cc.organization_id = ${org} AND cc.id = j.cost_center_id
    JOIN cost_center cce ON cce.organization_id = ${org} AND cce.id = cc.effective_id
    JOIN market m ON m.organization_id = ${org} AND m.id = j.market_id
    JOIN market me ON me.organization_id = ${org} AND me.id = m.effective_id
    JOIN channel ch ON ch.organization_id = ${org} AND ch.id = j.channel_id
    JOIN channel che ON che.organization_id = ${org} AND che.id = ch.effective_id
    JOIN provider p ON p.organization_id = ${org} AND p.id = j.provider_id
    JOIN wallet w ON w.organization_id = ${org} AND w.id = j.wallet_id
    LEFT JOIN motif mo ON mo.organization_id = ${org} AND mo.id = j.motif_id
    LEFT JOIN campaign mox ON mox.organization_id = ${org} AND mox.id = mo.campaign_id
    LEFT JOIN campaign moc ON moc.organization_id = ${org} AND moc.id = mox.effective_id
    LEFT JOIN asset_type atx ON atx.organization_id = ${org} AND atx.id = mo.asset_type_id
    LEFT JOIN asset_type ate ON ate.organization_id = ${org} AND ate.id = atx.effective_id
    WHERE ${condition}
    ORDER BY j.occurred_at DESC, j.id DESC`;
}
