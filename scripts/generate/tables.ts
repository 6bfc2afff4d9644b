// How plays become rows: a session of its own has the plays and the sittings of a batch in temporary tables, and one
// statement per table performs every sitting's play with its people, places and days.

/** Columns of `job` that a play knows, in the order of its lines. */
const PLAYED = [
  ...["kind", "stage", "status", "iteration", "images_requested", "images_delivered", "staff_minutes", "attempts"],
  ...["failed_attempts", "cost", "unpriced_reason", "known_cost", "estimated_cost", "estimated_attempts", "staff_cost"],
  ...["credits", "approved", "approved_with_changes", "rejected", "superseded", "cost_failed", "cost_duplicate"],
  ...["cost_dropped", "cost_rejected", "cost_superseded", "cost_useful", "cost_open"],
];

/** Columns of `sitting` in the order of its lines. */
const SITTING = [
  ...["play int", "number int", "at timestamptz", "closes timestamptz", "head text", "tail text", "motif text"],
  ...["asset_type_id uuid", "provider_id uuid", "wallet_id uuid", "model text", "unit text", "source text"],
  ...["price_id uuid", "campaign_id uuid", "market_id uuid", "channel_id uuid", "cost_center_id uuid"],
  ...["author_kind text", "author_id uuid", "reviewer_kind text", "reviewer_id uuid", "tags jsonb"],
];

/** Begins the lines of every table of plays. */
const PLAY = "0 AS play, ''::text AS id, interval '0' AS after";
const PLAYS = {
  play_job: `SELECT ${PLAY}, ''::text AS picture, ''::text AS original, ${PLAYED.join(", ")} FROM job`,
  play_attempt: `SELECT ${PLAY}, ''::text AS entry, index, status, amount, cost, unpriced_reason FROM attempt`,
  play_picture: `SELECT ${PLAY}, false AS derived, ''::text AS picture, ''::text AS review, index, version, state,
    interval '0' AS decided_after FROM asset`,
  play_version: `SELECT ${PLAY}, ''::text AS picture, version FROM asset_version`,
} as const;
export type PlayTable = keyof typeof PLAYS;
export const PLAY_TABLES = Object.keys(PLAYS) as PlayTable[];

/** What a session needs before it performs anything. Every play lies together, and is found by its number. */
export const PREPARE = [
  ...Object.entries(PLAYS).flatMap(([table, columns]) => [
    `CREATE TEMP TABLE ${table} AS ${columns} WITH NO DATA`,
    `CREATE INDEX ON ${table} (play)`,
  ]),
  `CREATE TEMP TABLE sitting (${SITTING.join(", ")})`,
  ...["hashjoin", "mergejoin", "bitmapscan", "material"].map((way) => `SET enable_${way} = off`),
];

const id = (middle: string) => `(s.head || ${middle} || s.tail)::uuid`;
const played = (table: PlayTable) => `FROM sitting s JOIN ${table} p ON p.play = s.play`;
const PLACE = "s.campaign_id, s.market_id, s.channel_id, s.cost_center_id";
const PLACE_COLUMNS = "campaign_id, market_id, channel_id, cost_center_id";
const AT = "s.at + p.after";
const RECORDED = `${AT} + interval '30 seconds'`;
/** Nobody has decided yet after the last day. */
const DECIDED = `greatest(least(s.at + p.decided_after, s.closes), ${AT} + interval '1 minute')`;
const MOTIF = `CASE WHEN s.motif <> 'none' THEN ${id("'500'")} END`;

/** Written by itself, so that two sessions never wait for each other; job's own trigger then finds all it needs. */
export const PLACES = `INSERT INTO job_place (organization_id, ${PLACE_COLUMNS}, provider_id, wallet_id)
  SELECT DISTINCT $1::uuid, ${PLACE}, s.provider_id, s.wallet_id FROM sitting s ORDER BY 2, 3, 4, 5, 6, 7
  ON CONFLICT DO NOTHING`;

/** What the triggers of a statement on `job` do, once for a batch. */
export const MARKS = `INSERT INTO kpi_stale (organization_id, first_at, last_at)
  SELECT $1::uuid, min(at), max(at) FROM (SELECT ${AT} AS at ${played("play_job")}) one
  JOIN organization o ON o.id = $1 GROUP BY (at AT TIME ZONE o.time_zone)::date`;

const MOTIFS = `INSERT INTO motif (organization_id, id, campaign_id, code, name, asset_type_id, dropped_at, created_at)
  SELECT $1::uuid, ${id("'500'")}, s.campaign_id, 'm-' || s.number, 'Motif ' || s.number, s.asset_type_id,
    CASE WHEN s.motif = 'dropped' THEN s.at END, s.at
  FROM sitting s WHERE s.motif <> 'none'`;

const jobs = (which: string) => `
  INSERT INTO job (organization_id, id, body_hash, provider_id, wallet_id, model, entry, occurred_at, recorded_at,
    valid_from, ${PLACE_COLUMNS}, motif_id, width, height, steps, modules, flags, source_asset_id, config_hash,
    duplicate_of_id, tags, author_kind, author_id, ${PLAYED.join(", ")})
  SELECT $1::uuid, ${id("p.id")}, s.head || p.id || s.tail, s.provider_id, s.wallet_id, s.model, 'api', ${AT},
    ${RECORDED}, ${RECORDED}, ${PLACE}, ${MOTIF}, 768, 768, 28, '{}', '{}', ${id("p.picture")},
    uuid_send(${id("p.original")}), CASE WHEN p.original <> p.id THEN ${id("p.original")} END, s.tags, s.author_kind,
    s.author_id, ${PLAYED.map((name) => `p.${name}`).join(", ")}
  ${played("play_job")} WHERE ${which}`;

const pictures = (which: string) => `
  INSERT INTO asset (organization_id, id, job_id, index, version, state, decided_version, decided_at)
  SELECT $1::uuid, ${id("p.picture")}, ${id("p.id")}, p.index, p.version, p.state,
    CASE WHEN p.state <> 'open' THEN p.version END, CASE WHEN p.state <> 'open' THEN ${DECIDED} END
  ${played("play_picture")} WHERE ${which}`;

const ATTEMPTS = `
  INSERT INTO attempt (organization_id, job_id, index, status, amount, unit, source, cost, unpriced_reason, price_id)
  SELECT $1::uuid, ${id("p.id")}, p.index, p.status, p.amount, CASE WHEN p.amount IS NOT NULL THEN s.unit END,
    CASE WHEN p.amount IS NOT NULL THEN s.source END, p.cost, p.unpriced_reason,
    CASE WHEN p.amount IS NOT NULL THEN s.price_id END
  ${played("play_attempt")}`;

const VERSIONS = `INSERT INTO asset_version (organization_id, asset_id, version, job_id, created_at)
  SELECT $1::uuid, ${id("p.picture")}, p.version, ${id("p.id")}, ${AT} ${played("play_version")}`;

const ENTRIES = `
  INSERT INTO ledger_entry (organization_id, id, type, wallet_id, job_id, attempt_index, unit, quantity, amount, currency,
    price_id, ${PLACE_COLUMNS}, occurred_at, recorded_at, booked_period, author_kind, author_id)
  SELECT $1::uuid, ${id("p.entry")}, 'usage', s.wallet_id, ${id("p.id")}, p.index, s.unit, p.amount, p.cost, o.currency,
    s.price_id, ${PLACE}, ${AT}, ${RECORDED}, date_trunc('month', (${AT}) AT TIME ZONE o.time_zone)::date,
    s.author_kind, s.author_id
  FROM (SELECT currency, time_zone FROM organization WHERE id = $1 OFFSET 0) o, sitting s
  JOIN play_attempt p ON p.play = s.play WHERE p.amount IS NOT NULL`;

const REVIEWS = `
  INSERT INTO review (organization_id, id, asset_id, version, decision, author_kind, author_id, created_at, valid_from)
  SELECT $1::uuid, ${id("p.review")}, ${id("p.picture")}, p.version, p.state, s.reviewer_kind, s.reviewer_id, ${DECIDED},
    ${DECIDED}
  ${played("play_picture")} WHERE p.state <> 'open'`;

/** In an order that foreign keys allow: jobs made from a picture come after the pictures. */
export const PERFORM = [
  MOTIFS,
  ...[jobs("p.picture IS NULL"), pictures("NOT p.derived"), jobs("p.picture IS NOT NULL"), pictures("p.derived")],
  ...[ATTEMPTS, VERSIONS, ENTRIES, REVIEWS],
];
export const TABLES = ["motif", "job", "attempt", "asset", "asset_version", "ledger_entry", "review"];
