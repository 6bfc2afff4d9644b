import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { db } from "@/lib/server/db";
import type { Seeded } from "./random";

// Jobs written straight into the tables, past the booking service: what reads them is tested on rows that were not made
// by the code that reads them.

type Row = Record<string, unknown>;

/** Rows of one table, by column name; the database's CHECKs apply. */
export async function insertRows(table: "job" | "attempt" | "asset", rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 2_000) {
    const json = JSON.stringify(rows.slice(at, at + 2_000));
    await db().$executeRawUnsafe(
      `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      json,
    );
  }
}

const LISTS = ["cost_center", "campaign", "market", "channel", "asset_type"] as const;
type List = (typeof LISTS)[number];

/** Lists with merges, two providers and three wallets, motifs (two of which one merge made the same), and two authors. */
export async function aWorld(actor: Actor) {
  const organizationId = actor.organization.id;
  const ids: Record<string, string> = {};
  const add = async (list: List, code: string, into?: string) => {
    const id = newId();
    const target = into ? ids[`${list}:${into}`] : undefined;
    await db().$executeRawUnsafe(
      `INSERT INTO ${list} (organization_id, id, code, name, merged_into_id, effective_id) VALUES ($1::uuid, $2::uuid, $3, $4, $5::uuid, $6::uuid)`,
      ...[organizationId, id, code, `The ${code}`, target ?? null, target ?? id],
    );
    ids[`${list}:${code}`] = id;
  };
  for (const list of LISTS.slice(0, 4)) {
    const [row] = await db().$queryRawUnsafe<{ id: string }[]>(
      `SELECT id::text FROM ${list} WHERE organization_id = $1::uuid AND unassigned`,
      organizationId,
    );
    ids[`${list}:unassigned`] = row?.id ?? "";
  }
  for (const [list, code, into] of [
    ["cost_center", "BRAND-A"],
    ["cost_center", "BRAND-B"],
    ["cost_center", "BRAND-A-OLD", "BRAND-A"],
    ["campaign", "SPRING"],
    ["campaign", "SUMMER"],
    ["campaign", "WINTER"],
    ["campaign", "SPRING-OLD", "SPRING"],
    ["campaign", "NOTHING", "unassigned"],
    ["market", "DE"],
    ["market", "AT"],
    ["market", "GER", "DE"],
    ["channel", "SOCIAL"],
    ["channel", "other"],
    ["asset_type", "hero"],
    ["asset_type", "social"],
    ["asset_type", "social-old", "social"],
  ] as const)
    await add(list, code, into);
  const providers = await Promise.all(
    ["leonardo", "openai"].map((code) => db().provider.create({ data: { organizationId, code, name: code } })),
  );
  const wallets = await Promise.all(
    providers.flatMap(({ id, code }, at) =>
      ["api", "app"].slice(0, 2 - at).map((surface) =>
        db().wallet.create({
          data: {
            organizationId,
            providerId: id,
            code: `${code}-${surface}`,
            name: code,
            isDefault: surface === "api",
          },
        }),
      ),
    ),
  );
  const motifs = [];
  for (const [campaign, code, type] of [
    ["SPRING", "hero-01", "hero"],
    ["SPRING-OLD", "Hero-01", "social-old"],
    ["SUMMER", "hero-01", "social"],
    ["SUMMER", "loose", null],
    ["unassigned", "test/a", "hero"],
  ] as const)
    motifs.push(
      await db().motif.create({
        data: {
          organizationId,
          campaignId: ids[`campaign:${campaign}`] ?? "",
          code,
          name: code,
          assetTypeId: type ? (ids[`asset_type:${type}`] ?? "") : null,
        },
      }),
    );
  const all = (list: List) =>
    LISTS.includes(list) ? Object.entries(ids).flatMap(([key, id]) => (key.startsWith(`${list}:`) ? [id] : [])) : [];
  return { actor, ids, all, providers, wallets, motifs };
}
export type World = Awaited<ReturnType<typeof aWorld>>;

const MICRO = 1_000_000n;
const plain = (micro: bigint) => `${micro / MICRO}.${String(micro % MICRO).padStart(6, "0")}`;

const KINDS = [
  "generation",
  "generation",
  "generation",
  "variation",
  "variation",
  "upscale",
  "postprocess",
  "training",
];
const STATUSES = ["succeeded", "succeeded", "succeeded", "succeeded", "failed", "unknown"];
const STATES = ["open", "open", "approved", "approved_with_changes", "rejected", "changes_requested", "withdrawn"];

/** What was tried and paid: the parts of the money, each with one class. */
function aBill(random: Seeded, status: string) {
  const attempts = 1 + random.below(3);
  const unpriced = status === "unknown" || random.chance(0.15);
  const costs = Array.from({ length: attempts }, () => BigInt(random.below(5_000_000)) * BigInt(random.below(4)));
  const known = costs.reduce((sum, cost, at) => sum + (unpriced && at === attempts - 1 ? 0n : cost), 0n);
  const source = random.pick(["reported", "webhook", "estimated", "manual"]);
  const names = ["failed", "duplicate", "dropped", "rejected", "superseded", "useful"];
  const parts = names.map((name) => [`cost_${name}`, (known * BigInt(random.below(15))) / 100n] as const);
  const open = known - parts.reduce((sum, [, part]) => sum + part, 0n);
  const columns = {
    attempts,
    failed_attempts: random.below(attempts + 1),
    cost: unpriced ? null : plain(known),
    unpriced_reason: unpriced ? "NO_PRICE" : null,
    known_cost: plain(known),
    estimated_cost: source === "estimated" && !unpriced ? plain(costs.at(-1) ?? 0n) : "0",
    estimated_attempts: source === "estimated" ? 1 : 0,
    ...Object.fromEntries(parts.map(([name, part]) => [name, plain(part)])),
    cost_open: plain(open),
  };
  const attemptRows = costs.map((cost, at) => {
    const isLast = at === attempts - 1;
    const hasPrice = !(unpriced && isLast);
    return {
      index: at + 1,
      status: isLast ? status : "failed",
      amount: plain(cost),
      unit: "EUR",
      source: isLast ? source : "reported",
      cost: hasPrice ? plain(cost) : null,
      unpriced_reason: hasPrice ? null : "NO_PRICE",
    };
  });
  return { columns, attemptRows };
}

/** What was delivered and decided. */
function somePictures(random: Seeded, kind: string, status: string, occurredAt: string) {
  const makes = (kind === "generation" || kind === "variation") && status === "succeeded";
  const states = Array.from({ length: makes ? random.below(5) : 0 }, () => random.pick(STATES));
  const count = (...names: string[]) => states.filter((state) => names.includes(state)).length;
  const columns = {
    images_requested: states.length,
    images_delivered: states.length,
    approved: count("approved", "approved_with_changes"),
    approved_with_changes: count("approved_with_changes"),
    rejected: count("rejected"),
    superseded: random.below(count("open") + 1),
  };
  const decided = () => new Date(Date.parse(occurredAt) + random.below(20 * 86_400_000)).toISOString();
  const assetRows = states.map((state, at) => ({
    id: randomUUID(),
    index: at + 1,
    version: 1,
    state,
    decided_at: state === "open" ? null : decided(),
  }));
  return { columns, assetRows };
}

/** One job with its attempts and assets, as a random but lawful row. */
export function aRawJob(world: World, random: Seeded, occurredAt: string, over: Row = {}) {
  const id = randomUUID();
  const owned = { organization_id: world.actor.organization.id, job_id: id };
  const kind = random.pick(KINDS);
  const status = random.pick(STATUSES);
  const wallet = random.pick(world.wallets);
  const bill = aBill(random, status);
  const pictures = somePictures(random, kind, status, occurredAt);
  const motif = random.chance(0.6) ? random.pick(world.motifs) : null;
  const author = random.pick([
    { author_kind: "member", author_id: world.actor.id },
    { author_kind: "system", author_id: null },
  ]);
  const job: Row = {
    organization_id: owned.organization_id,
    id,
    body_hash: id,
    provider_id: wallet.providerId,
    wallet_id: wallet.id,
    model: random.pick(["Phoenix", "gpt-image", null]),
    kind,
    stage: kind === "training" ? null : random.pick(["draft", "final"]),
    status,
    entry: "api",
    occurred_at: occurredAt,
    recorded_at: occurredAt,
    campaign_id: random.pick(world.all("campaign")),
    market_id: random.pick(world.all("market")),
    channel_id: random.pick(world.all("channel")),
    cost_center_id: random.pick(world.all("cost_center")),
    motif_id: motif?.id ?? null,
    modules: [],
    flags: [],
    tags: random.chance(0.5) ? { artist: random.pick(["mk", "jo"]) } : {},
    ...author,
    revision: 0,
    staff_cost: plain(BigInt(random.below(3_000_000))),
    credits: wallet.code.startsWith("leonardo") && !random.chance(0.1) ? String(random.below(100)) : null,
    ...bill.columns,
    ...pictures.columns,
    voided_at: random.chance(0.05) ? occurredAt : null,
    ...over,
  };
  return {
    job,
    attemptRows: bill.attemptRows.map((row) => ({ ...owned, ...row })),
    assetRows: pictures.assetRows.map((row) => ({ ...owned, ...row })),
  };
}

/** `count` random jobs between two instants, many of them within minutes of `edges` (midnights, clock changes). */
export async function insertRandomJobs(
  world: World,
  random: Seeded,
  { count, from, to, edges }: { count: number; from: string; to: string; edges: readonly string[] },
): Promise<void> {
  const first = Date.parse(from);
  const made = Array.from({ length: count }, () => {
    const near = edges.length > 0 && random.chance(0.5);
    const at = near
      ? Date.parse(random.pick(edges)) + (random.below(2 * 10_800_000) - 10_800_000)
      : first + random.below(Date.parse(to) - first);
    return aRawJob(world, random, new Date(at).toISOString());
  });
  await insertRows(
    "job",
    made.map(({ job }) => job),
  );
  await insertRows(
    "attempt",
    made.flatMap(({ attemptRows }) => attemptRows),
  );
  await insertRows(
    "asset",
    made.flatMap(({ assetRows }) => assetRows),
  );
}
