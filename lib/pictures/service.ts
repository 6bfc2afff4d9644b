import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { refused } from "@/lib/core/errors";
import { db } from "@/lib/server/db";
import { files } from "@/lib/server/files";
import { type Shown, versionToShow } from "./rules";
import type { PictureQuery } from "./schema";
import { fileKey, mediaTypeOf, tagFor } from "./service/bytes";
import { cacheKeyOf, fetchPicture, type NotFetched, type Picture } from "./service/fetched";
import { thumbOf } from "./service/thumb";
import { findSights, type Scope } from "./store/pictures";

export const scopeOf = (actor: Actor): Scope => (actor.costCenterIds === "all" ? null : actor.costCenterIds);

export type PictureAnswer = {
  /** Another one as soon as another picture would be shown. */
  etag: string;
  /** The address names what it shows, so it never shows anything else. */
  isForGood: boolean;
  /** Not read before it is needed: a browser that has it asks for nothing more. */
  read: () => Promise<Picture>;
};

/**
 * The picture of a version: the uploaded file, else what its address shows. Every reason for which there is none is
 * a 404 with a code of its own.
 * @throws not_found also for pictures of other organizations and outside of the actor's cost centres
 */
export async function pictureOf(actor: Actor, query: PictureQuery): Promise<PictureAnswer> {
  authorise(actor, "jobs:read");
  const { id, version = null, size, tag } = query;
  const sights = await findSights(db(), actor.organization.id, { id, scope: scopeOf(actor) });
  if (!sights) throw refused("not_found", "NO_ASSET", `There is no picture ${id}`, "id");
  const shown = versionToShow(sights.versions, version);
  if (!shown) throw missing("NO_PICTURE");
  const thumb = size === "thumb" ? "-thumb" : "";
  return {
    etag: `"${tagFor(shown)}${thumb}"`,
    isForGood: tag === tagFor(shown),
    read: () => readShown(actor.organization.id, shown, { hosts: sights.hosts, isThumb: thumb !== "" }),
  };
}

async function readShown(
  organizationId: string,
  { checksum, url }: Shown,
  { hosts, isThumb }: { hosts: readonly string[]; isThumb: boolean },
): Promise<Picture> {
  const picture = checksum ? await stored(organizationId, checksum) : await fetched(organizationId, url ?? "", hosts);
  if (!isThumb) return picture;
  const key = checksum ? fileKey(organizationId, checksum) : cacheKeyOf(organizationId, url ?? "");
  return thumbOf(`${key}-thumb`, picture);
}

async function stored(organizationId: string, checksum: string): Promise<Picture> {
  const bytes = await files().get(fileKey(organizationId, checksum));
  const mediaType = bytes && (await mediaTypeOf(bytes));
  if (!bytes || !mediaType) throw missing("FILE_MISSING");
  return { bytes, mediaType };
}

async function fetched(organizationId: string, url: string, hosts: readonly string[]): Promise<Picture> {
  const found = await fetchPicture(organizationId, url, hosts);
  if ("failed" in found) throw missing(found.failed);
  return found.picture;
}

const SENTENCES: Record<NotFetched | "NO_PICTURE" | "FILE_MISSING", string> = {
  NO_PICTURE: "No file was uploaded for this version, and no address is known",
  FILE_MISSING: "The uploaded file is not in the file store any more; upload it again",
  BAD_ADDRESS: "The picture's address is not one that can be fetched",
  HOST_NOT_ALLOWED: "The picture's host is not among the organization's allowed hosts",
  PRIVATE_ADDRESS: "The picture's host stands in a private network, which is never asked",
  NAME_NOT_FOUND: "Nobody knows the picture's host",
  NOT_REACHED: "The picture's host could not be reached",
  TOO_SLOW: "The picture's host took too long",
  TOO_LARGE: "The picture is larger than 20 MiB",
  TOO_MANY_REDIRECTS: "The picture's address leads on and on",
  BROKEN_OFF: "The picture's host broke off its answer",
  REFUSED_BY_HOST: "The picture's host does not give it out (any more)",
  NOT_A_PICTURE: "What the address shows is not a PNG, JPEG, WebP, GIF or AVIF picture",
};

const missing = (code: keyof typeof SENTENCES) => refused("not_found", code, SENTENCES[code]);
