import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** Only the hash is kept; 32 random bytes need no slow hash. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export const KEY_PREFIX = "pxl_";

/** `prefix` is kept and shown, so that people can tell their keys apart. */
export function newApiKey(): { key: string; prefix: string; hash: string } {
  const prefix = `${KEY_PREFIX}${randomBytes(4).toString("hex")}`;
  const key = `${prefix}_${newSecret()}`;
  return { key, prefix, hash: hashSecret(key) };
}
