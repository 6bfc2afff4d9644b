import "server-only";
import pg from "pg";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/logger";
import { LIVE_TOPICS, type LiveTopic } from "./rules";
import { databaseMessage } from "./schema";

const CHANNEL = "pixelledger_changes";
/** What one transaction says arrives together and is passed on together. */
const TOGETHER_MS = 50;
const RECONNECT_MS = 500;
/** Windows of one person; a browser connects for the window that is seen. */
const MOST_STREAMS = 12;

type Listener = {
  organizationId: string;
  person: string;
  tell: (topics: readonly LiveTopic[]) => void;
  end: () => void;
};
type Hub = {
  listeners: Set<Listener>;
  waiting: Map<string, Set<LiveTopic>>;
  client: pg.Client | null;
  ready: Promise<void> | null;
};

// One connection per process, also when the development server loads this file anew.
const held = globalThis as typeof globalThis & { pixelledgerLive?: Hub };

function hub(): Hub {
  if (held.pixelledgerLive) return held.pixelledgerLive;
  const made: Hub = { listeners: new Set(), waiting: new Map(), client: null, ready: null };
  held.pixelledgerLive = made;
  // An open stream must not hold up a server that is asked to stop.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void closeLive());
  return made;
}

function passOn(live: Hub, organizationId: string): void {
  const topics = [...(live.waiting.get(organizationId) ?? [])];
  live.waiting.delete(organizationId);
  for (const listener of live.listeners) if (listener.organizationId === organizationId) listener.tell(topics);
}

function take(live: Hub, payload: string | undefined): void {
  const message = databaseMessage.safeParse(parsed(payload));
  if (!message.success) return;
  const { organizationId, topic } = message.data;
  const waiting = live.waiting.get(organizationId);
  if (waiting) return void waiting.add(topic);
  live.waiting.set(organizationId, new Set([topic]));
  setTimeout(() => passOn(live, organizationId), TOGETHER_MS).unref();
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
}

/** The connection listens per session, which a transaction pooler does not pass on. */
async function connect(live: Hub): Promise<void> {
  const client = new pg.Client({ connectionString: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL, keepAlive: true });
  let lost = false;
  const lose = (error?: Error) => {
    if (lost) return;
    lost = true;
    if (live.client === client) live.client = null;
    live.ready = null;
    void client.end().catch(() => undefined);
    if (error) log.warn({ err: error }, "The connection for live updates was lost");
    if (live.listeners.size > 0) setTimeout(() => void again(live), RECONNECT_MS).unref();
  };
  client.on("error", lose);
  client.on("end", () => lose());
  client.on("notification", ({ payload }) => take(live, payload));
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
  } catch (error) {
    lose(error instanceof Error ? error : undefined);
    throw error;
  }
  live.client = client;
}

/** What was said while nobody listened is lost, so everybody asks for everything. */
async function again(live: Hub): Promise<void> {
  if (live.ready || live.listeners.size === 0) return;
  await ensureListening(live).catch(() => undefined);
  if (live.client) for (const { tell } of live.listeners) tell(LIVE_TOPICS);
}

function ensureListening(live: Hub): Promise<void> {
  live.ready ??= connect(live);
  return live.ready;
}

/** Ends every stream and the connection; browsers come back by themselves. */
export async function closeLive(): Promise<void> {
  const live = held.pixelledgerLive;
  if (!live) return;
  delete held.pixelledgerLive;
  for (const { end } of [...live.listeners]) end();
  live.listeners.clear();
  await live.client?.end().catch(() => undefined);
}

/**
 * Tells of every change in the actor's organization from now on. @returns how to stop it
 * @throws too_many_requests when this person follows in too many windows already, unavailable without a database
 */
export async function follow(actor: Actor, { tell, end }: Pick<Listener, "tell" | "end">): Promise<() => void> {
  authorise(actor, "figures:read");
  const live = hub();
  const person = `${actor.kind}/${actor.id ?? ""}`;
  const own = [...live.listeners].filter((listener) => listener.person === person).length;
  if (own >= MOST_STREAMS) throw new AppError("too_many_requests", "Too many open windows follow changes", [], 30);
  const listener: Listener = { organizationId: actor.organization.id, person, tell, end };
  live.listeners.add(listener);
  try {
    await ensureListening(live);
  } catch {
    live.listeners.delete(listener);
    throw new AppError("unavailable", "Changes cannot be followed right now", [], 5);
  }
  return () => void live.listeners.delete(listener);
}
