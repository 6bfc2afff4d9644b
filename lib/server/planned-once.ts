import "server-only";
import { hash } from "node:crypto";
import { Prisma } from "@/prisma/generated/client";
import { env } from "./env";

const PLANNED_ONCE = "/* planned once */ ";

/**
 * Begins a statement that runs all the time: each connection plans it once instead of every time, for any values. For texts of
 * which there are few, that read by keys; what depends on how many rows a value has must be planned with the value.
 */
export const plannedOnce = Prisma.raw(PLANNED_ONCE);

const names = new Map<string, string>();

/** A name makes a statement stay at its connection. A transaction pooler hands out other connections, which do not know it. */
export function nameOf({ sql }: { sql: string }): string | undefined {
  if (env.DATABASE_DIRECT_URL || !sql.startsWith(PLANNED_ONCE)) return undefined;
  const known = names.get(sql);
  if (known) return known;
  const name = `once_${hash("sha256", sql, "hex").slice(0, 32)}`;
  names.set(sql, name);
  return name;
}
