import "server-only";

export type StoredFile = { key: string; changedAt: Date; sizeBytes: number };

/** Files that outlive a request, under keys such as "organization/checksum". Written whole or not at all. */
export type Files = {
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  /** Null when there is no such file. */
  get(key: string): Promise<Buffer | null>;
  has(key: string): Promise<boolean>;
  remove(key: string): Promise<void>;
  /** Every file whose key begins with this, in no promised order. */
  list(prefix: string): AsyncIterable<StoredFile>;
};
