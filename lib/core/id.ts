import { v7 } from "uuid";

/** UUIDv7: ordered by time, so that indexes grow at their end. */
export function newId(): string {
  return v7();
}
