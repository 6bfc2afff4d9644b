import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { deleteOrganization } from "@/lib/founding/service";
import { logJob } from "@/lib/jobs/service/log";
import { reviewJob } from "@/lib/reviews/service";
import { freshSums } from "@/lib/testing/fresh-sums";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import { isBusy } from "./database-errors";
import { pool, transaction } from "./db";

// What must always hold is in the database. Each rule is provoked by SQL that goes past every service.

let actor: Actor;
const at = { org: "", job: "", other: "", campaign: "", provider: "", price: "", entry: "", member: "" };

beforeAll(async () => {
  actor = await anOrganization();
  const ids = await aCatalogue(actor);
  const { job } = await logJob(actor, aJob({ externalId: "one", motif: "m" }));
  await reviewJob(actor, { id: job.id, decisions: [{ index: 1, decision: "approved" }] });
  const { job: other } = await logJob(actor, aJob({ externalId: "two" }));
  await freshSums(actor.organization.id);
  const { rows } = await pool().query("SELECT id FROM ledger_entry WHERE job_id = $1", [job.id]);
  const price = await pool().query("SELECT id FROM price WHERE organization_id = $1", [actor.organization.id]);
  Object.assign(at, {
    org: actor.organization.id,
    job: job.id,
    other: other.id,
    campaign: ids.campaignId,
    provider: ids.providerId,
  });
  Object.assign(at, { price: price.rows[0].id, entry: rows[0].id, member: actor.id ?? "" });
});

/** SQL that must fail; names in braces are ids of `at`. */
const provoked: Record<string, string> = {
  kpi_stale_in_order:
    "INSERT INTO kpi_stale (organization_id, first_at, last_at) VALUES ('{org}', '2026-02-01', '2026-01-01')",
  kpi_sum_is_sane: "UPDATE kpi_sum SET grain = 'week' WHERE organization_id = '{org}'",
  cost_center_merge_has_target:
    "UPDATE cost_center SET effective_id = gen_random_uuid() WHERE organization_id = '{org}' AND code = 'BRAND'",
  campaign_merge_has_target: "UPDATE campaign SET archived_at = now() WHERE organization_id = '{org}' AND unassigned",
  market_merge_has_target: "UPDATE market SET effective_id = gen_random_uuid() WHERE organization_id = '{org}'",
  channel_merge_has_target: "UPDATE channel SET effective_id = gen_random_uuid() WHERE organization_id = '{org}'",
  asset_type_merge_has_target:
    "INSERT INTO asset_type (organization_id, id, code, name, effective_id) VALUES ('{org}', gen_random_uuid(), 'x', 'x', gen_random_uuid())",
  campaign_days_in_order:
    "UPDATE campaign SET active_from = '2026-02-01', active_to = '2026-01-01' WHERE id = '{campaign}'",
  member_role_known: "UPDATE member SET role = 'king' WHERE id = '{member}'",
  api_key_role_known:
    "INSERT INTO api_key (organization_id, id, name, prefix, hash, role, author_kind) VALUES ('{org}', gen_random_uuid(), 'x', 'x', 'x', 'king', 'system')",
  invitation_role_known:
    "INSERT INTO invitation (organization_id, id, email, role, token_hash, expires_at, author_kind) VALUES ('{org}', gen_random_uuid(), 'x', 'king', 'x', now(), 'system')",
  organization_is_sane: "UPDATE organization SET currency = 'eur' WHERE id = '{org}'",
  price_no_overlap:
    "INSERT INTO price (organization_id, id, provider_id, wallet_id, unit, amount, currency, first_day, author_kind) SELECT organization_id, gen_random_uuid(), provider_id, wallet_id, unit, 1, currency, '2026-06-01', 'system' FROM price WHERE id = '{price}'",
  price_is_sane: "UPDATE price SET amount = -1 WHERE id = '{price}'",
  plan_period_is_sane:
    "INSERT INTO plan_period (organization_id, id, wallet_id, name, fee, discount, currency, included_credits, first_day, last_day, author_kind) SELECT organization_id, gen_random_uuid(), id, 'x', 1, 2, 'EUR', 10, '2026-01-01', '2026-01-31', 'system' FROM wallet WHERE organization_id = '{org}' LIMIT 1",
  fx_rate_is_sane:
    "INSERT INTO fx_rate (organization_id, id, currency, first_day, rate, author_kind) VALUES ('{org}', gen_random_uuid(), 'USD', '2026-01-01', 0, 'system')",
  credit_function_no_overlap:
    "INSERT INTO credit_function (organization_id, id, provider_id, model, kind, first_day, author_kind) VALUES ('{org}', gen_random_uuid(), '{provider}', 'm', 'generation', '2026-01-01', 'system'), ('{org}', gen_random_uuid(), '{provider}', 'M', 'generation', '2026-05-01', 'system')",
  attempt_cost_exactly_when_priced: "UPDATE attempt SET cost = NULL WHERE job_id = '{job}'",
  attempt_cost_has_a_price: "UPDATE attempt SET price_id = NULL WHERE job_id = '{job}'",
  attempt_is_sane: "UPDATE attempt SET unit = NULL WHERE job_id = '{job}'",
  job_cost_exactly_when_priced: "UPDATE job SET cost = NULL WHERE id = '{job}'",
  job_money_has_one_class: "UPDATE job SET cost_open = cost_open + 1 WHERE id = '{job}'",
  job_is_sane: "UPDATE job SET images_delivered = 0, approved = 1 WHERE id = '{job}'",
  job_external_id_once: "UPDATE job SET external_id = 'one' WHERE id = '{other}'",
  job_import_key_once: "UPDATE job SET import_key = '{org}' WHERE id IN ('{job}', '{other}')",
  job_history_has_a_length:
    "INSERT INTO job_history SELECT h.* FROM job j, jsonb_populate_record(NULL::job_history, to_jsonb(j) || jsonb_build_object('job_id', j.id, 'valid_from', now(), 'valid_to', now())) h WHERE j.id = '{job}'",
  period_report_is_of_a_month:
    "INSERT INTO period_report (organization_id, id, month, as_of, ledger_seq, content, author_kind) VALUES ('{org}', gen_random_uuid(), '2026-03-02', now(), 0, '{}', 'system')",
  period_setting_is_sane: "INSERT INTO period_setting (organization_id, grace_days) VALUES ('{org}', 40)",
  asset_is_sane: "UPDATE asset SET state = 'loved' WHERE job_id = '{job}'",
  picture_is_sane:
    "INSERT INTO picture (organization_id, asset_id, version, checksum, media_type, size_bytes, author_kind) SELECT organization_id, id, 1, repeat('a', 64), 'image/svg+xml', 9, 'system' FROM asset WHERE job_id = '{job}' LIMIT 1",
  review_is_sane:
    "INSERT INTO review (organization_id, id, asset_id, version, decision, author_kind) SELECT organization_id, gen_random_uuid(), id, 1, 'loved', 'system' FROM asset WHERE job_id = '{job}' LIMIT 1",
  review_reason_is_for_something:
    "INSERT INTO review_reason (organization_id, id, code, name, for_changes, for_rejection) VALUES ('{org}', gen_random_uuid(), 'x', 'x', false, false)",
  correction_run_jobs:
    "INSERT INTO correction_run (organization_id, id, changes, reason, jobs, cost, author_kind) VALUES ('{org}', gen_random_uuid(), '{}', 'x', 0, 0, 'system')",
  job_revision_of_run:
    "INSERT INTO job_revision (organization_id, job_id, revision, changes, reason, author_kind, before) VALUES ('{org}', '{job}', 99, '{}', 'x', 'system', '{}')",
  motif_comment_says_something:
    "INSERT INTO motif_comment (organization_id, id, motif_id, text, author_kind) SELECT organization_id, gen_random_uuid(), id, ' ', 'system' FROM motif WHERE organization_id = '{org}' LIMIT 1",
  review_reason_code_once:
    "INSERT INTO review_reason (organization_id, id, code, name) VALUES ('{org}', gen_random_uuid(), 'y', 'y'), ('{org}', gen_random_uuid(), 'Y', 'y')",
  alert_rule_version_counts_up:
    "INSERT INTO alert_rule_version (organization_id, rule_id, version, body, author_kind) VALUES ('{org}', gen_random_uuid(), 0, '{}', 'system')",
  alert_instance_is_sane:
    "INSERT INTO alert_instance (organization_id, id, rule_id, group_key, state, open, incident, body, sample, evaluated_at) VALUES ('{org}', gen_random_uuid(), gen_random_uuid(), '', 'FIRING', false, 1, '{}', '{}', now())",
  alert_event_is_sane:
    "INSERT INTO alert_event (organization_id, id, rule_id, instance_id, rule_version, incident, transition, period, step, reason, quiet, at_least, sample, at, author_kind) VALUES ('{org}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 0, 'fired', '', 0, 'THRESHOLD', false, false, '{}', now(), 'system')",
  alert_acknowledgement_is_sane:
    "INSERT INTO alert_acknowledgement (organization_id, instance_id, incident, severity, author_kind) VALUES ('{org}', gen_random_uuid(), 0, 'warning', 'system')",
  alert_silence_ends:
    "INSERT INTO alert_silence (organization_id, id, starts_at, ends_at, reason, author_kind) VALUES ('{org}', gen_random_uuid(), now(), now() + interval '31 days', 'x', 'system')",
  alert_mark_topic_known: "INSERT INTO alert_mark (organization_id, topic) VALUES ('{org}', 'weather')",
  notification_channel_is_sane:
    "INSERT INTO notification_channel (organization_id, id, kind, name, target, locale, author_kind) VALUES ('{org}', gen_random_uuid(), 'webhook', 'x', 'x', 'en', 'system')",
  notification_preference_is_sane:
    "INSERT INTO notification_preference (organization_id, member_id, quiet_from) VALUES ('{org}', '{member}', '18:00')",
  notification_delivery_is_sane:
    "INSERT INTO notification_delivery (organization_id, id, event_id, target, message, state, next_at) VALUES ('{org}', gen_random_uuid(), gen_random_uuid(), 'x', '{}', 'waiting', now())",
  notification_delivery_digest_is_of_a_person:
    "INSERT INTO notification_delivery (organization_id, id, event_id, target, channel_id, message, state, next_at, digest_id) VALUES ('{org}', gen_random_uuid(), gen_random_uuid(), 'x', gen_random_uuid(), '{}', 'digest', now(), gen_random_uuid())",
  ledger_entry_is_sane:
    "INSERT INTO ledger_entry (organization_id, id, type, wallet_id, unit, quantity, currency, occurred_at, booked_period, author_kind) SELECT organization_id, gen_random_uuid(), 'gift', wallet_id, unit, 1, currency, occurred_at, booked_period, 'system' FROM ledger_entry WHERE id = '{entry}'",
  budget_no_overlap:
    "INSERT INTO budget (organization_id, id, campaign_id, unit, period, amount, steps, first_day, author_kind) SELECT '{org}', gen_random_uuid(), '{campaign}', 'MONEY', 'month', 1, ARRAY[50], day, 'system' FROM unnest(ARRAY[date '2026-01-01', date '2026-05-01']) day",
  budget_is_sane:
    "INSERT INTO budget (organization_id, id, campaign_id, unit, period, amount, steps, first_day, author_kind) VALUES ('{org}', gen_random_uuid(), '{campaign}', 'MONEY', 'month', 1, ARRAY[50], '2026-01-02', 'system')",
  saved_view_is_sane:
    "INSERT INTO saved_view (organization_id, id, page, name, params, author_kind) VALUES ('{org}', gen_random_uuid(), 'jobs', ' ', '{}', 'system')",
  saved_view_shared_name_once:
    "INSERT INTO saved_view (organization_id, id, page, name, params, shared, author_kind, author_id) SELECT '{org}', gen_random_uuid(), 'jobs', n, '{}', true, 'api_key', gen_random_uuid() FROM unnest(ARRAY['A', 'a']) n",
  saved_view_own_name_once:
    "INSERT INTO saved_view (organization_id, id, page, name, params, author_kind) SELECT '{org}', gen_random_uuid(), 'jobs', n, '{}', 'system' FROM unnest(ARRAY['A', 'a']) n",
  start_page_is_one_thing: "INSERT INTO start_page (organization_id, member_id) VALUES ('{org}', '{member}')",
  target_no_overlap:
    "INSERT INTO target (organization_id, id, metric, campaign_id, value, first_day, author_kind) SELECT '{org}', gen_random_uuid(), 'costPerImage', '{campaign}', 1, day, 'system' FROM unnest(ARRAY[date '2026-01-01', date '2026-05-01']) day",
  target_is_sane:
    "INSERT INTO target (organization_id, id, metric, value, first_day, author_kind) VALUES ('{org}', gen_random_uuid(), 'approvalRate', 1.1, '2026-01-01', 'system')",
  ledger_entry_expiry_is_sane:
    "INSERT INTO ledger_entry (organization_id, id, type, wallet_id, unit, quantity, currency, occurred_at, booked_period, expires_on, author_kind) SELECT organization_id, gen_random_uuid(), 'expiry', wallet_id, unit, 1, currency, occurred_at, booked_period, '2026-12-31', 'system' FROM ledger_entry WHERE id = '{entry}'",
  ledger_entry_of_wallet_is_positive:
    "INSERT INTO ledger_entry (organization_id, id, type, wallet_id, unit, quantity, currency, occurred_at, booked_period, author_kind) SELECT organization_id, gen_random_uuid(), 'grant', wallet_id, unit, -1, currency, occurred_at, booked_period, 'system' FROM ledger_entry WHERE id = '{entry}'",
  ledger_entry_reversed_once:
    "INSERT INTO ledger_entry (organization_id, id, type, wallet_id, unit, quantity, currency, occurred_at, booked_period, reverses_id, author_kind) SELECT organization_id, gen_random_uuid(), 'correction', wallet_id, unit, -1, currency, occurred_at, booked_period, id, 'system' FROM ledger_entry, generate_series(1, 2) WHERE id = '{entry}'",
};

const fill = (sql: string) => sql.replace(/\{(\w+)\}/g, (_, name: keyof typeof at) => at[name]);

test("a statement past its time is ended, and whoever asked may come again", async () => {
  const { rows } = await pool().query("SHOW statement_timeout");
  expect(rows).toEqual([{ statement_timeout: "1min" }]);
  const slow = transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL statement_timeout = 20`;
    await tx.$queryRaw`SELECT pg_sleep(5)::text`;
  });
  expect(isBusy(await slow.catch((error: unknown) => error))).toBe(true);
});

describe("refused by the database, whoever asks", () => {
  test.each(Object.entries(provoked))("%s", async (name, sql) => {
    await expect(pool().query(fill(sql))).rejects.toMatchObject({ constraint: name });
  });
});

test("every CHECK and EXCLUDE constraint of the schema is provoked above", async () => {
  const { rows } = await pool().query<{ name: string }>(
    "SELECT conname AS name FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'x')",
  );
  expect(rows.map(({ name }) => name).filter((name) => !(name in provoked))).toEqual([]);
});

describe("append-only", () => {
  const kept = [
    "ledger_entry",
    "review",
    "audit_entry",
    "job_revision",
    "correction_run",
    "job_place",
    "motif_comment",
    "job_history",
    "period_report",
    "period_reopening",
    "alert_rule_version",
    "alert_event",
    "alert_sample",
    "alert_acknowledgement",
    "notification_attempt",
  ];
  test.each(kept)("%s refuses TRUNCATE, and every row refuses UPDATE and DELETE", async (table) => {
    const refused = { code: "23001" };
    await expect(pool().query(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject(refused);
    const { rows } = await pool().query<{ name: string }>(
      "SELECT tgname AS name FROM pg_trigger WHERE tgrelid = $1::regclass AND tgenabled = 'O' AND NOT tgisinternal AND tgname NOT LIKE 'live_%' ORDER BY 1",
      [table],
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`${table}_append_only`, `${table}_no_truncate`]),
    );
  });
  test.each(["ledger_entry", "review", "audit_entry"])("a booked row of %s stays as it is", async (table) => {
    await expect(pool().query(`UPDATE ${table} SET author_kind = 'system'`)).rejects.toMatchObject({ code: "23001" });
    await expect(pool().query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: "23001" });
  });
});

describe("a target keeps its past", () => {
  const insert = (id: string, frozen: boolean) =>
    pool().query(
      "INSERT INTO target (organization_id, id, metric, value, first_day, last_day, frozen, author_kind) VALUES ($1, $2, $3, 1, '2026-01-01', '2026-01-31', $4, 'system')",
      [at.org, id, frozen ? "costPerImage" : "wasteShare", frozen],
    );
  const change = (sql: string, id: string) => pool().query(`${sql} WHERE id = $1`, [id]);
  test("what has begun keeps value and first day, and is not removed", async () => {
    const id = newId();
    await insert(id, false);
    const refused = { code: "23001" };
    await expect(change("UPDATE target SET value = 0.5", id)).rejects.toMatchObject(refused);
    await expect(change("UPDATE target SET first_day = '2026-01-02'", id)).rejects.toMatchObject(refused);
    await expect(change("DELETE FROM target", id)).rejects.toMatchObject(refused);
    await change("UPDATE target SET last_day = '2026-02-01'", id);
  });
  test("a frozen one changes in nothing but the flag, and that alone", async () => {
    const id = newId();
    await insert(id, true);
    const refused = { code: "23001" };
    await expect(change("UPDATE target SET last_day = '2026-02-01'", id)).rejects.toMatchObject(refused);
    await expect(change("UPDATE target SET frozen = false, note = 'x'", id)).rejects.toMatchObject(refused);
    await change("UPDATE target SET frozen = false", id);
    await change("UPDATE target SET last_day = '2026-02-01'", id);
  });
});

test("a view keeps its author, and nobody begins with one that they may not see", async () => {
  const [kept, other] = [newId(), newId()];
  const refused = { code: "23001" };
  const view = (id: string, author: string, name: string) =>
    pool().query(
      "INSERT INTO saved_view (organization_id, id, page, name, params, author_kind, author_id) VALUES ($1, $2, 'jobs', $4, '{}', 'member', $3)",
      [at.org, id, author, name],
    );
  await view(kept, at.member, "own");
  await view(other, newId(), "theirs");
  await expect(
    pool().query("UPDATE saved_view SET author_id = $1 WHERE id = $2", [newId(), kept]),
  ).rejects.toMatchObject(refused);
  const begin = (id: string) =>
    pool().query("INSERT INTO start_page (organization_id, member_id, view_id) VALUES ($1, $2, $3)", [
      at.org,
      at.member,
      id,
    ]);
  await expect(begin(other)).rejects.toMatchObject(refused);
  await pool().query("UPDATE saved_view SET shared = true WHERE id = $1", [other]);
  await begin(other);
  await pool().query("UPDATE saved_view SET shared = false WHERE id = $1", [other]);
  await begin(kept);
});

test("a row cannot point into another organization", async () => {
  const stranger = await anOrganization();
  const theirs = await aCatalogue(stranger);
  const move = (column: string, id: string) =>
    pool().query(`UPDATE job SET ${column} = $1 WHERE id = $2`, [id, at.job]);
  await expect(move("campaign_id", theirs.campaignId)).rejects.toMatchObject({ code: "23503" });
  await expect(move("wallet_id", theirs.walletId)).rejects.toMatchObject({ code: "23503" });
  for (const column of ["provider_id", "market_id", "channel_id", "cost_center_id", "source_asset_id"])
    await expect(move(column, newId())).rejects.toMatchObject({ code: "23503" });
});

describe("the place of a job", () => {
  const COPY =
    "INSERT INTO job SELECT (jsonb_populate_record(j, jsonb_build_object('id', gen_random_uuid(), 'external_id', null))).* FROM job j WHERE id = $1";

  test("what a job points to is not deleted", async () => {
    const gone = pool().query("DELETE FROM market WHERE id = (SELECT market_id FROM job WHERE id = $1)", [at.job]);
    await expect(gone).rejects.toMatchObject({ constraint: "job_place_organization_id_market_id_fkey" });
  });

  test("a booking under way is deleted with its organization, and leaves nothing behind", async () => {
    const owner = await anOrganization();
    await aCatalogue(owner);
    const { job } = await logJob(owner, aJob());
    const booking = await pool().connect();
    try {
      await booking.query("BEGIN");
      await booking.query(COPY, [job.id]);
      const deleted = deleteOrganization(owner.organization.slug);
      await expect
        .poll(async () => (await pool().query("SELECT 1 FROM pg_locks WHERE NOT granted")).rowCount)
        .toBeGreaterThan(0);
      await booking.query("COMMIT");
      await deleted;
    } finally {
      booking.release();
    }
    const { rows } = await pool().query("SELECT 1 FROM job WHERE organization_id = $1", [owner.organization.id]);
    expect(rows).toEqual([]);
  });
});

describe("what hangs on a job refers to what is there, and keeps it", () => {
  const NEW_ROW = "'id', gen_random_uuid(), 'external_id', null, 'import_key', null";
  /** A copy of a row of this organization with one column that says something else. */
  const copy = (table: string, column: string, value: string) =>
    `INSERT INTO ${table} SELECT (jsonb_populate_record(r, jsonb_build_object(${NEW_ROW}, '${column}', '${value}'::uuid))).*
     FROM ${table} r WHERE organization_id = '{org}' LIMIT 1`;
  const IMPORT = `INSERT INTO import (organization_id, id, kind, state, file_name, author_kind) VALUES ('{org}', '{org}', 'jobs', 'done', 'x', 'system')`;
  const WALLET = `INSERT INTO wallet SELECT (jsonb_populate_record(w, jsonb_build_object('id', '{org}'::uuid, 'code', 'x', 'is_default', false))).*
    FROM wallet w WHERE organization_id = '{org}' LIMIT 1`;
  const PROMPT = "INSERT INTO job_prompt (organization_id, job_id) VALUES ('{org}', '{other}') ON CONFLICT DO NOTHING";
  /** Whatever holds or does not: nothing of it stays. @returns how the last statement ended */
  async function attempted(...statements: readonly string[]): Promise<unknown> {
    const client = await pool().connect();
    try {
      await client.query("BEGIN");
      let last: unknown;
      for (const statement of statements) last = await client.query(fill(statement)).catch((error: unknown) => error);
      return last;
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  }

  test.each([
    ["attempt", "job"],
    ["asset", "job"],
    ["job_prompt", "job"],
    ["ledger_entry", "job"],
    ["ledger_entry", "wallet"],
    ["review", "asset"],
    ["job", "import"],
  ])("%s to a %s of nobody or of another organization is refused", async (table, to) => {
    const stranger = await anOrganization();
    await aCatalogue(stranger);
    await logJob(stranger, aJob({ prompt: "theirs" }));
    await pool().query(IMPORT.replaceAll("{org}", stranger.organization.id));
    const { rows } = await pool().query(`SELECT id FROM ${to} WHERE organization_id = $1`, [stranger.organization.id]);
    for (const id of [newId(), rows[0].id])
      expect(await attempted(PROMPT, copy(table, `${to}_id`, id))).toMatchObject({
        code: "23503",
        constraint: `${table}_refers_to_${to}`,
      });
  });

  test.each([
    ["job", ["DELETE FROM job WHERE id = '{other}'"]],
    ["asset", ["DELETE FROM asset WHERE job_id = '{job}'"]],
    ["wallet", [WALLET, copy("ledger_entry", "wallet_id", "{org}"), "DELETE FROM wallet WHERE id = '{org}'"]],
    ["import", [IMPORT, copy("job", "import_id", "{org}"), "DELETE FROM import WHERE id = '{org}'"]],
  ])("%s stays while something refers to it", async (table, statements) => {
    expect(await attempted(...statements)).toMatchObject({ code: "23503", constraint: `${table}_is_free` });
  });

  test.each([
    "UPDATE job SET id = gen_random_uuid() WHERE id = '{other}'",
    "UPDATE job SET import_id = gen_random_uuid() WHERE id = '{other}'",
    "UPDATE asset SET id = gen_random_uuid() WHERE job_id = '{other}'",
    "UPDATE asset SET job_id = '{other}', index = 99 WHERE job_id = '{job}'",
    "UPDATE attempt SET job_id = '{other}', index = 99 WHERE job_id = '{job}'",
    "UPDATE job_prompt SET job_id = '{job}' WHERE job_id = '{other}'",
    "UPDATE wallet SET id = gen_random_uuid() WHERE organization_id = '{org}'",
    "UPDATE import SET id = gen_random_uuid() WHERE id = '{org}'",
  ])("a row stays with what it belongs to: %s", async (sql) => {
    expect(await attempted(PROMPT, IMPORT, sql)).toMatchObject({ code: "23001" });
  });

  test("a picture that is being decided on is not deleted meanwhile", async () => {
    const { rows } = await pool().query("SELECT id FROM asset WHERE job_id = $1", [at.other]);
    const deciding = await pool().connect();
    try {
      await deciding.query("BEGIN");
      await deciding.query(fill(copy("review", "asset_id", rows[0].id)));
      const deleted = pool()
        .query("DELETE FROM asset WHERE id = $1", [rows[0].id])
        .catch((error: unknown) => error);
      await expect
        .poll(async () => (await pool().query("SELECT 1 FROM pg_locks WHERE NOT granted")).rowCount)
        .toBeGreaterThan(0);
      await deciding.query("COMMIT");
      expect(await deleted).toMatchObject({ constraint: "asset_is_free" });
    } finally {
      deciding.release();
    }
  });
});

test("the organization is part of every primary and foreign key of business tables", async () => {
  const { rows } = await pool().query<{ name: string }>(`
    SELECT conname AS name FROM pg_constraint c
    WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f')
      AND conrelid::regclass::text NOT IN ('_prisma_migrations', 'organization', 'app_user', 'session', 'account', 'verification', 'rate_limit')
      AND confrelid <> 'app_user'::regclass
      AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey) AND a.attname = 'organization_id')`);
  expect(rows).toEqual([]);
});
