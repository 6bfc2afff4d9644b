import "server-only";
import { z } from "zod";
import { db } from "@/lib/server/db";
import { files } from "@/lib/server/files";
import { usedChecksums } from "../store/pictures";
import { removeUnused } from "./upload";

/** An upload that is under way has its file before its row. */
const ORPHAN_AFTER_MS = 24 * 3600_000;
const AT_ONCE = 500;

const KEY = /^([0-9a-f-]{36})\/([0-9a-f]{64})$/;
type Found = { organizationId: string; checksum: string };

/** Removes files that no picture points to: uploads that broke off, replaced ones, organizations that are gone. */
export async function sweepFiles(now: Date, stopping: AbortSignal): Promise<number> {
  let removed = 0;
  let waiting: Found[] = [];
  for await (const { key, changedAt } of files().list("")) {
    if (stopping.aborted) return removed;
    const [, organizationId, checksum] = KEY.exec(key) ?? [];
    if (!organizationId || !checksum || !z.uuid().safeParse(organizationId).success) continue;
    if (now.getTime() - changedAt.getTime() < ORPHAN_AFTER_MS) continue;
    waiting.push({ organizationId, checksum });
    if (waiting.length < AT_ONCE) continue;
    removed += await removeOrphans(waiting);
    waiting = [];
  }
  return removed + (await removeOrphans(waiting));
}

async function removeOrphans(found: readonly Found[]): Promise<number> {
  let removed = 0;
  for (const [organizationId, same] of Map.groupBy(found, (one) => one.organizationId)) {
    const checksums = same.map(({ checksum }) => checksum);
    const used = await usedChecksums(db(), organizationId, checksums);
    for (const checksum of checksums)
      if (!used.has(checksum) && (await removeUnused(organizationId, checksum))) removed += 1;
  }
  return removed;
}
