import "server-only";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/server/env";
import { networkOf } from "./attempts";

const MINUTE_S = 60;
/** Wrong keys and ended sessions from one network in a minute: enough for a forgotten script, too few for guessing. */
const MOST_STRANGERS = 300;

const perMinute = (points: number) => new RateLimiterMemory({ points, duration: MINUTE_S });
type Limits = Record<"actor" | "network" | "stranger", RateLimiterMemory>;
const held = globalThis as typeof globalThis & { pixelledgerTraffic?: Limits };

// In this process's memory: a limit must cost no round trip. With n web processes n times as many pass.
function limits(): Limits {
  held.pixelledgerTraffic ??= {
    actor: perMinute(env.REQUESTS_PER_MINUTE),
    network: perMinute(env.REQUESTS_PER_MINUTE_PER_ADDRESS),
    stranger: perMinute(MOST_STRANGERS),
  };
  return held.pixelledgerTraffic;
}

const isFull = (error: unknown): error is RateLimiterRes =>
  typeof error === "object" && error !== null && "msBeforeNext" in error;

function tooMany(msBeforeNext: number): AppError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  const message = `Too many requests; try again in ${seconds} seconds`;
  const again = { path: "", code: "TOO_MANY_REQUESTS" as const, message };
  return new AppError("too_many_requests", message, [again], seconds);
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    throw isFull(error) ? tooMany(error.msBeforeNext) : error;
  }
}

/**
 * Who asks, with every request counted: before the database is asked per network address, afterwards per API key or
 * person; what was refused counts for itself, so that nobody tries keys in bulk.
 * @throws too_many_requests with the seconds to wait
 */
export async function counted(headers: Headers, find: () => Promise<Actor>): Promise<Actor> {
  const network = networkOf(headers);
  await count(limits().network, network);
  const strangers = await limits().stranger.get(network);
  if (strangers && strangers.remainingPoints <= 0) throw tooMany(strangers.msBeforeNext);
  const actor = await find().catch(async (error: unknown) => {
    if (error instanceof AppError && error.code === "unauthenticated") await limits().stranger.penalty(network);
    throw error;
  });
  await count(limits().actor, `${actor.organization.id}:${actor.kind}:${actor.id}`);
  return actor;
}
