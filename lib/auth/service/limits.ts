import "server-only";
import type { Role } from "@/lib/core/actor";
import { AppError, type InputError, invalid } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import type { Db } from "@/lib/server/db";
import { type Access, listCostCenters } from "../store/members";

/**
 * A role and the codes it is limited to, as they are kept.
 * @throws invalid_input for unknown codes, naming what may have been meant, and for a limited admin
 */
export async function accessOf(
  db: Db,
  organizationId: string,
  { role, costCenters }: { role: Role; costCenters: readonly string[] | null },
): Promise<Access> {
  if (costCenters === null) return { role, limited: false, costCenterIds: [] };
  // Somebody who may change everybody's limit has none.
  if (role === "admin") throw invalid("costCenters", "ADMIN_UNLIMITED", "An admin cannot be limited to cost centres");
  return { role, limited: true, costCenterIds: await idsOf(db, organizationId, costCenters) };
}

async function idsOf(db: Db, organizationId: string, codes: readonly string[]): Promise<string[]> {
  const known = await listCostCenters(db, organizationId);
  const byCode = new Map(known.map(({ id, code }) => [code.toLowerCase(), id]));
  const ids = new Set<string>();
  const errors: InputError[] = [];
  for (const [index, code] of codes.entries()) {
    const id = byCode.get(code.toLowerCase());
    if (id) ids.add(id);
    else
      errors.push(
        unknownCode(
          `costCenters.${index}`,
          code,
          known.map((row) => row.code),
        ),
      );
  }
  if (errors.length > 0) throw new AppError("invalid_input", "Some cost centres are not known", errors);
  return [...ids];
}

function unknownCode(path: string, code: string, known: readonly string[]): InputError {
  const near = nearMatches(code, known);
  return { path, code: "UNKNOWN_CODE", message: `There is no cost centre "${code}"`, ...(near.length ? { near } : {}) };
}
