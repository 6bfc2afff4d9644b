import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, refused } from "@/lib/core/errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { files } from "@/lib/server/files";
import { PICTURE_BYTES } from "../rules";
import type { UploadedPicture, UploadInput, VersionPath } from "../schema";
import { scopeOf } from "../service";
import {
  deletePicture,
  findSights,
  insertPictures,
  lockFile,
  type NewPicture,
  putPicture,
  tagOf,
  usedChecksums,
} from "../store/pictures";
import { fileKey, mediaTypeOf, sha256 } from "./bytes";
import { atMost } from "./limit";

/**
 * Stores the file of one version of a picture, in place of the one before. The file comes first, under its checksum;
 * the row makes it count. Whatever happens in between leaves a file that nobody points to, and the sweep takes it.
 * @throws not_found, conflict (void job), too_large, unsupported (no picture)
 */
export async function uploadPicture(actor: Actor, { id, version, bytes }: UploadInput): Promise<UploadedPicture> {
  authorise(actor, "jobs:log");
  const organizationId = actor.organization.id;
  const file = await checkedFile(bytes);
  await refuseWithoutPlace(db(), actor, { id, version });
  const key = fileKey(organizationId, file.checksum);
  await files().put(key, bytes, file.mediaType);
  return transaction(async (tx) => {
    await refuseWithoutPlace(tx, actor, { id, version });
    await lockFile(tx, key);
    // Between writing and locking, a sweep may have found an old file of this content that nobody pointed to.
    if (!(await files().has(key))) await files().put(key, bytes, file.mediaType);
    const before = await putPicture(tx, actor, { assetId: id, version, ...file });
    const { mediaType, sizeBytes } = file;
    if (before !== file.checksum)
      await record(tx, actor, "asset.picture-uploaded", { kind: "asset", id }, { version, mediaType, sizeBytes });
    return { assetId: id, version, ...file, pictureTag: await tagOf(tx, organizationId, id) };
  });
}

/** Files of pictures that have none yet, in one transaction with one audit entry. @throws as for a single one */
export async function uploadPictures(
  actor: Actor,
  rows: readonly (VersionPath & { bytes: Uint8Array })[],
): Promise<void> {
  authorise(actor, "jobs:log");
  const { id: organizationId } = actor.organization;
  await transaction(async (tx) => {
    const stored = await Promise.all(
      rows.map(({ id, version, bytes }) =>
        inTurn(async () => {
          const file = await checkedFile(bytes);
          await files().put(fileKey(organizationId, file.checksum), bytes, file.mediaType);
          return { assetId: id, version, ...file };
        }),
      ),
    );
    await insertPictures(tx, actor, stored);
    await record(tx, actor, "asset.picture-uploaded", { kind: "asset", id: null }, { pictures: stored.length });
  });
}

const inTurn = atMost(8);

async function checkedFile(bytes: Uint8Array): Promise<Pick<NewPicture, "checksum" | "mediaType" | "sizeBytes">> {
  if (bytes.byteLength > PICTURE_BYTES) throw refused("too_large", "TOO_LARGE", "A picture has 20 MiB at most", "file");
  const mediaType = await mediaTypeOf(bytes);
  if (!mediaType)
    throw refused("unsupported", "NOT_A_PICTURE", "This is not a PNG, JPEG, WebP, GIF or AVIF picture", "file");
  return { checksum: sha256(bytes), mediaType, sizeBytes: bytes.byteLength };
}

async function refuseWithoutPlace(at: Db, actor: Actor, { id, version }: VersionPath): Promise<void> {
  const sights = await findSights(at, actor.organization.id, { id, scope: scopeOf(actor) });
  if (!sights) throw new AppError("not_found", `There is no picture ${id}`);
  if (version > sights.version)
    throw refused("not_found", "NO_VERSION", `The newest version of this picture is ${sights.version}`, "version");
  if (sights.voided) throw refused("conflict", "VOID", "The job of this picture is void");
}

/** Takes an uploaded file away again; a known address shows instead. @throws not_found */
export async function removePicture(actor: Actor, { id, version }: VersionPath): Promise<null> {
  authorise(actor, "jobs:log");
  const checksum = await transaction(async (tx) => {
    await refuseWithoutPlace(tx, actor, { id, version });
    const had = await deletePicture(tx, actor.organization.id, { id, version });
    if (had === null) throw new AppError("not_found", "No file was uploaded for this version");
    await record(tx, actor, "asset.picture-removed", { kind: "asset", id }, { version });
    return had;
  });
  await removeUnused(actor.organization.id, checksum);
  return null;
}

/** A file that no picture points to any more; waits for uploads of the same content. @returns whether it is gone */
export function removeUnused(organizationId: string, checksum: string): Promise<boolean> {
  const key = fileKey(organizationId, checksum);
  return transaction(async (tx) => {
    await lockFile(tx, key);
    const used = await usedChecksums(tx, organizationId, [checksum]);
    if (used.has(checksum)) return false;
    await files().remove(key);
    return true;
  });
}
