import "server-only";
import { hash } from "node:crypto";

/** A row's identity: sha-256 of what it says. */
export type RowDigest = { high: number; low: number; bytes: Buffer };

export function digestOf(text: string): RowDigest {
  const bytes = hash("sha256", text, "buffer");
  return { high: bytes.readUInt32BE(0), low: bytes.readUInt32BE(4), bytes };
}

/** The key of the k-th row with this digest, as a UUID of version 8 (free use). */
export function keyOf({ bytes }: RowDigest, occurrence: number): string {
  const own =
    occurrence === 1 ? bytes : hash("sha256", Buffer.concat([bytes, Buffer.from(`#${occurrence}`)]), "buffer");
  const key = Buffer.from(own.subarray(0, 16));
  key[6] = ((key[6] ?? 0) & 0x0f) | 0x80;
  key[8] = ((key[8] ?? 0) & 0x3f) | 0x80;
  const hex = key.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
