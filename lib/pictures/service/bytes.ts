import "server-only";
import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import { MEDIA_TYPES, type MediaType, type Shown } from "../rules";

/** By its first bytes, whatever name or header says; null for what is no picture. */
export async function mediaTypeOf(bytes: Uint8Array): Promise<MediaType | null> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return MEDIA_TYPES.find((type) => type === found?.mime) ?? null;
}

export const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

export const fileKey = (organizationId: string, checksum: string) => `${organizationId}/${checksum}`;

/** The same text as picture_tag() in the database: another one as soon as a version shows another picture. */
export function tagFor({ version, checksum, url }: Shown): string {
  const content =
    checksum ??
    createHash("md5")
      .update(url ?? "")
      .digest("hex");
  return `${version}-${content.slice(0, 16)}`;
}
