import "server-only";
import type { Db } from "@/lib/server/db";

/** What was taken from which row: reviews and campaigns have no place of their own for a row's key. */
export type Receipt = { key: string; subjectId: string };

export async function findReceipts(db: Db, organizationId: string, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db.importReceipt.findMany({
    where: { organizationId, key: { in: [...keys] } },
    select: { key: true },
  });
  return new Set(rows.map(({ key }) => key));
}

export async function insertReceipts(
  tx: Db,
  organizationId: string,
  importId: string,
  receipts: readonly Receipt[],
): Promise<void> {
  await tx.importReceipt.createMany({ data: receipts.map((receipt) => ({ organizationId, importId, ...receipt })) });
}

/** @returns what they were about */
export async function takeReceipts(tx: Db, organizationId: string, importId: string): Promise<string[]> {
  const rows = await tx.importReceipt.findMany({ where: { organizationId, importId }, select: { subjectId: true } });
  await tx.importReceipt.deleteMany({ where: { organizationId, importId } });
  return rows.map(({ subjectId }) => subjectId);
}
