import "server-only";
import type { InputError } from "@/lib/core/errors";
import type { Db } from "@/lib/server/db";
import type { Reason } from "../schema";

export type Rejection = { row: number; cells: readonly string[]; errors: readonly InputError[] };

export async function insertRejections(
  tx: Db,
  organizationId: string,
  importId: string,
  rejections: readonly Rejection[],
): Promise<void> {
  if (rejections.length === 0) return;
  // jsonb holds no zero bytes.
  const rows = rejections.map(({ row, cells, errors }) => ({ row, cells, errors }));
  const json = JSON.stringify(rows).replaceAll("\\u0000", "\\ufffd");
  await tx.$executeRaw`
    INSERT INTO import_rejection (organization_id, import_id, row, cells, errors)
    SELECT ${organizationId}::uuid, ${importId}::uuid, r.row, r.cells, r.errors
    FROM jsonb_to_recordset(${json}::jsonb) AS r(row int, cells jsonb, errors jsonb)`;
}

export async function deleteRejections(tx: Db, organizationId: string, importId: string): Promise<void> {
  await tx.importRejection.deleteMany({ where: { organizationId, importId } });
}

/** In the file's order, a page at a time. */
export async function rejectionsAfter(
  db: Db,
  organizationId: string,
  importId: string,
  after: number,
): Promise<Rejection[]> {
  const rows = await db.importRejection.findMany({
    where: { organizationId, importId, row: { gt: after } },
    orderBy: { row: "asc" },
    take: 1_000,
    select: { row: true, cells: true, errors: true },
  });
  return rows.map(({ row, cells, errors }) => ({ row, cells: cells as string[], errors: errors as InputError[] }));
}

/** Why rows were refused: the first error of each row, grouped. */
export async function rejectionReasons(db: Db, organizationId: string, importId: string): Promise<Reason[]> {
  return db.$queryRaw<Reason[]>`
    SELECT errors -> 0 ->> 'code' AS code, errors -> 0 ->> 'path' AS field, min(errors -> 0 ->> 'message') AS message,
      count(*)::int AS count, (array_agg(row ORDER BY row))[1:5] AS rows
    FROM import_rejection WHERE organization_id = ${organizationId}::uuid AND import_id = ${importId}::uuid
    GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 50`;
}
