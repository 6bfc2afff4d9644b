import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { snapshot } from "@/lib/server/db";
import { hostOf, isHostAllowed } from "../rules";
import type { JobPictures, Lineage, PictureVersion } from "../schema";
import { scopeOf } from "../service";
import { findJobSource, findLineage, type LineageRow, type MadeRow, type VersionRow } from "../store/lineage";
import { tagFor } from "./bytes";

type Stored = { version: number; url: string | null; checksum: string | null };

/** What can be shown of a version, and why not. */
function sightOf({ version, url, checksum }: Stored, hosts: readonly string[]) {
  const host = url === null ? null : hostOf(url);
  const isShown = checksum !== null || url !== null;
  return {
    uploaded: checksum !== null,
    hostNotAllowed: checksum === null && host !== null && !isHostAllowed(hosts, host) ? host : null,
    pictureTag: isShown ? tagFor({ version, checksum, url }) : null,
  };
}

function toVersion({ url, checksum, ...row }: VersionRow, hosts: readonly string[]): PictureVersion {
  return { ...row, ...sightOf({ version: row.version, url, checksum }, hosts), urlKnown: url !== null };
}

function toMade({ url, checksum, ...row }: MadeRow, hosts: readonly string[]): JobPictures["made"] {
  return { ...row, ...sightOf({ version: row.version, url, checksum }, hosts) };
}

const toLineage = ({ hosts, versions, ...row }: LineageRow): Lineage => ({
  ...row,
  versions: versions.map((version) => toVersion(version, hosts)),
});

/**
 * Every version of a picture, what it came from and what came from it.
 * @throws not_found also for pictures of other organizations and outside of the actor's cost centres
 */
export async function lineageOf(actor: Actor, { id }: { id: string }): Promise<Lineage> {
  authorise(actor, "jobs:read");
  return snapshot(async (tx) => {
    const [row] = await findLineage(tx, actor.organization.id, { wanted: { assetId: id }, scope: scopeOf(actor) });
    if (!row) throw new AppError("not_found", `There is no picture ${id}`);
    return toLineage(row);
  });
}

/** The same for all pictures of a job, in one answer. @throws not_found */
export async function picturesOfJob(actor: Actor, { id }: { id: string }): Promise<JobPictures> {
  authorise(actor, "jobs:read");
  const scope = scopeOf(actor);
  return snapshot(async (tx) => {
    const found = await findJobSource(tx, actor.organization.id, { jobId: id, scope });
    if (!found) throw new AppError("not_found", `There is no job ${id}`);
    const rows = await findLineage(tx, actor.organization.id, { wanted: { jobId: id }, scope });
    const { source, made, hosts } = found;
    return { source, made: made && toMade(made, hosts), pictures: rows.map(toLineage) };
  });
}
