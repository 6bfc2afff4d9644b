import "server-only";
import { AppError } from "@/lib/core/errors";
import { env } from "./env";

/**
 * Requests at work at once, per connection to the database: some wait for one while others think. What comes on top is
 * told to come back at once; a queue that only grows would answer nobody in time.
 */
const PER_CONNECTION = 20;
const BACK_IN_SECONDS = 1;

const held = globalThis as typeof globalThis & { pixelledgerAtWork?: number };

/** Does the work if this process has room for it. @throws unavailable with the second to wait */
export async function admitted<T>(work: () => Promise<T>): Promise<T> {
  const running = held.pixelledgerAtWork ?? 0;
  if (running >= env.DATABASE_POOL_MAX * PER_CONNECTION)
    throw new AppError("unavailable", "The server is at work for many others; try again", undefined, BACK_IN_SECONDS);
  held.pixelledgerAtWork = running + 1;
  try {
    return await work();
  } finally {
    held.pixelledgerAtWork = (held.pixelledgerAtWork ?? 1) - 1;
  }
}
