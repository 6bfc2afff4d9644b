import type { Actor } from "@/lib/core/actor";
import { addMoney, money } from "@/lib/core/amount";
import { pool } from "@/lib/server/db";
import { dimensions, readAll } from "./independent-rows";

// The classes of the money, told apart from the product: SQL over tries, pictures and decisions alone.

const PARTS = `
  WITH live AS (SELECT * FROM job WHERE organization_id = $1 AND voided_at IS NULL),
  last AS (SELECT DISTINCT ON (asset_id) asset_id, decision FROM review WHERE organization_id = $1 ORDER BY asset_id, seq DESC),
  picture AS (
    SELECT a.id, a.job_id, a.index, coalesce(last.decision, 'open') AS said FROM asset a LEFT JOIN last ON last.asset_id = a.id
    WHERE a.organization_id = $1),
  money AS (
    SELECT t.job_id, coalesce(sum(t.cost), 0) AS all_of_it,
      coalesce(sum(t.cost) FILTER (WHERE t.status = 'failed'), 0) AS failed
    FROM attempt t WHERE organization_id = $1 GROUP BY 1),
  original AS (
    SELECT DISTINCT ON (config_hash) config_hash, l.id FROM live l JOIN money m ON m.job_id = l.id
    WHERE config_hash IS NOT NULL AND l.status = 'succeeded' AND m.all_of_it > 0 ORDER BY config_hash, l.occurred_at, l.id),
  good AS (SELECT l.motif_id, max(l.iteration) AS iteration FROM live l JOIN picture p ON p.job_id = l.id
    WHERE p.said LIKE 'approved%' AND l.motif_id IS NOT NULL GROUP BY 1),
  judged AS (
    SELECT p.id, p.job_id, p.index, count(*) OVER (PARTITION BY p.job_id) AS n, m.all_of_it - m.failed AS shared,
      CASE WHEN o.id IS NOT NULL AND o.id <> l.id AND m.all_of_it > 0 THEN 'duplicate'
           WHEN t.dropped_at IS NOT NULL AND p.said NOT LIKE 'approved%' THEN 'dropped'
           WHEN p.said = 'rejected' THEN 'rejected' WHEN p.said LIKE 'approved%' THEN 'useful'
           WHEN l.motif_id IS NOT NULL AND good.iteration >= l.iteration THEN 'superseded'
           WHEN l.motif_id IS NULL AND EXISTS (SELECT 1 FROM picture s WHERE s.job_id = p.job_id AND s.said LIKE 'approved%') THEN 'superseded'
           ELSE 'open' END AS class
    FROM picture p JOIN live l ON l.id = p.job_id JOIN money m ON m.job_id = l.id
    LEFT JOIN original o ON o.config_hash = l.config_hash LEFT JOIN motif t ON t.id = l.motif_id LEFT JOIN good ON good.motif_id = l.motif_id),
  shares AS (
    SELECT job_id, class, 1 AS images,
      trunc(shared / n, 18) + CASE WHEN index <= (shared - trunc(shared / n, 18) * n) * 1e18 THEN 1e-18 ELSE 0 END AS amount FROM judged
    UNION ALL SELECT l.id, 'failed', 0, m.failed FROM live l JOIN money m ON m.job_id = l.id WHERE EXISTS (SELECT 1 FROM picture p WHERE p.job_id = l.id)
    UNION ALL SELECT l.id, 'failed', 0, m.all_of_it FROM live l JOIN money m ON m.job_id = l.id WHERE l.kind = 'generation' AND NOT EXISTS (SELECT 1 FROM picture p WHERE p.job_id = l.id)
    UNION ALL SELECT l.id, CASE WHEN o.id IS NOT NULL AND o.id <> l.id AND m.all_of_it > 0 THEN 'duplicate' ELSE coalesce(j.class, 'open') END, 0, m.all_of_it
      FROM live l JOIN money m ON m.job_id = l.id LEFT JOIN judged j ON j.id = l.source_asset_id
      LEFT JOIN original o ON o.config_hash = l.config_hash WHERE l.kind = 'upscale')
  SELECT job_id::text AS job, class, trim_scale(sum(amount))::text AS amount, sum(images)::int AS images
  FROM shares GROUP BY 1, 2 HAVING sum(amount) <> 0 OR sum(images) > 0`;

type Part = { job: string; class: string; amount: string; images: number };
type Told = Record<string, { spend: string; jobs: number; images: number }>;

function told(parts: readonly Part[]): Told {
  const classes = Map.groupBy(parts, (part) => part.class);
  return Object.fromEntries(
    [...classes].map(([name, own]) => {
      const spend = addMoney(own.map(({ amount }) => money(amount))).toFixed();
      const jobs = own.filter(({ amount }) => amount !== "0").length;
      return [name, { spend, jobs, images: own.reduce((sum, { images }) => sum + images, 0) }];
    }),
  );
}

/** Classes (only those with money or pictures) in total and for each value of a dimension, of jobs of these days. */
export async function independentWaste(actor: Actor, { from, to, by }: { from: string; to: string; by: string }) {
  const { rows } = await pool().query<Part>(PARTS, [actor.organization.id]);
  const all = await readAll(actor.organization.id);
  const days = new Intl.DateTimeFormat("en-CA", { timeZone: actor.organization.timeZone });
  const inRange = all.jobs.filter((job) => {
    const day = days.format(new Date(job.at ?? ""));
    return day >= from && day <= to;
  });
  const keys = new Map(inRange.map((job) => [job.id ?? "", dimensions(all, job)[by] ?? null]));
  const parts = rows.filter(({ job }) => keys.has(job));
  const groups = Map.groupBy(parts, ({ job }) => keys.get(job) ?? null);
  return {
    total: told(parts),
    groups: new Map([...groups].map(([key, own]) => [key, told(own)])),
    jobsOf: (name: string) => parts.filter((part) => part.class === name && part.amount !== "0").map(({ job }) => job),
  };
}
