import "server-only";
import type { Db } from "@/lib/server/db";
import { type Decisions, decisions, type ImportKind, type Mapping, mapping } from "../schema";

type Place = { organizationId: string; kind: ImportKind; headerHash: string };

/** What was decided about the last file with this header. */
export async function findProfile(db: Db, place: Place): Promise<{ mapping: Mapping; decisions: Decisions } | null> {
  const row = await db.importProfile.findUnique({ where: { organizationId_kind_headerHash: place } });
  const known = row && { mapping: mapping.safeParse(row.mapping), decisions: decisions.safeParse(row.decisions) };
  if (!known?.mapping.success || !known.decisions.success) return null;
  return { mapping: known.mapping.data, decisions: known.decisions.data };
}

export async function saveProfile(
  db: Db,
  place: Place,
  profile: { mapping: Mapping; decisions: Decisions },
): Promise<void> {
  await db.importProfile.upsert({
    where: { organizationId_kind_headerHash: place },
    create: { ...place, ...profile },
    update: { ...profile, updatedAt: new Date() },
    select: { headerHash: true },
  });
}
