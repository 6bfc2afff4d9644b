import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { isUniqueViolation } from "@/lib/server/database-errors";
import type { Db } from "@/lib/server/db";
import { type ListName, MERGED_LISTS } from "../schema";
import { isUsed, setArchived } from "../store/uses";
import { auditKind, codeInUse, codeTaken } from "./shared";

type Row = { id: string; code: string; archived: boolean };

const merges = (list: ListName) => MERGED_LISTS.some((name) => name === list);

/** @throws conflict when another row has the code, or when jobs were logged with the present one */
export async function refuseCode(
  tx: Db,
  actor: Actor,
  list: ListName,
  { row, code, existing }: { row: Pick<Row, "id" | "code">; code: string; existing: Row | null },
): Promise<void> {
  if (existing && existing.id !== row.id) throw codeTaken(list, existing);
  // Another case of the same code is the same code: jobs do not stand in its way.
  if (row.code.toLowerCase() === code.toLowerCase()) return;
  if (await isUsed(tx, list, actor.organization.id, row.id)) throw codeInUse(list, row.code, merges(list));
}

/** Somebody may take the code between our look and our write: the unique index decides. */
export async function orCodeTaken<T>(list: ListName, code: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) throw codeTaken(list, { code: code ?? "", archived: false });
    throw error;
  }
}

/** Archiving what is archived changes nothing and leaves no trace. */
export async function archiveOnce(tx: Db, actor: Actor, list: ListName, row: Row, archived: boolean): Promise<void> {
  if (row.archived === archived) return;
  await setArchived(tx, list, { organizationId: actor.organization.id, id: row.id }, archived);
  const action = `${auditKind(list)}.${archived ? "archived" : "restored"}`;
  await record(tx, actor, action, { kind: auditKind(list), id: row.id }, { code: row.code });
}
