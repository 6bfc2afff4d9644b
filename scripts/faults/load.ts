import { setTimeout as pause } from "node:timers/promises";

export const BATCH = 25;
const EACH = "0.001";
/** Longer than a healthy answer takes, short enough to notice a dead server. */
const PATIENCE_MS = 8_000;
const LOOPS = 4;

export type Load = {
  /** Batches that the server has answered for, by key. */
  acknowledged: Set<string>;
  /** Every batch that was ever sent. */
  sent: Set<string>;
  /** Answers by status, and "none" for connections that broke or ran out of time. */
  answers: Map<string, number>;
  /** When the last batch was acknowledged. */
  lastAt: number;
  /** How long it was sent. */
  seconds: () => number;
  stop: () => Promise<void>;
};

const jobsOf = (key: string) =>
  Array.from({ length: BATCH }, (_, index) => ({
    externalId: `${key}.${index}`,
    occurredAt: `2026-03-${String((index % 28) + 1).padStart(2, "0")}T12:00:00+01:00`,
    provider: "own-gpu",
    kind: "generation",
    stage: "draft",
    imagesRequested: 2,
    cost: { amount: EACH, unit: "EUR" },
  }));

async function post(origin: string, apiKey: string, key: string): Promise<{ status: string; waitMs: number }> {
  try {
    const answer = await fetch(`${origin}/api/v1/jobs/batch`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}`, "idempotency-key": key },
      body: JSON.stringify({ jobs: jobsOf(key) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const said = await answer.json();
    const isWhole = answer.status === 200 && said.accepted + said.replayed === BATCH;
    return {
      status: isWhole ? "200" : answer.status === 200 ? "200 in part" : String(answer.status),
      waitMs: Number(answer.headers.get("retry-after") ?? 0) * 1000,
    };
  } catch {
    return { status: "none", waitMs: 100 };
  }
}

/** Sends batches in four loops as a careful script would: the same key again until the server has answered for it. */
export function drive(name: string, where: () => { origin: string; apiKey: string }): Load {
  let isStopping = false;
  const since = Date.now();
  let until = 0;
  const load: Omit<Load, "seconds" | "stop"> = {
    acknowledged: new Set(),
    sent: new Set(),
    answers: new Map(),
    lastAt: 0,
  };
  async function loop(loopId: number): Promise<void> {
    for (let at = 1; !isStopping; at += 1) {
      const key = `${name}-${loopId}-${at}`;
      load.sent.add(key);
      while (!load.acknowledged.has(key) && !isStopping) {
        const { origin, apiKey } = where();
        const { status, waitMs } = await post(origin, apiKey, key);
        load.answers.set(status, (load.answers.get(status) ?? 0) + 1);
        if (status === "200") {
          load.acknowledged.add(key);
          load.lastAt = Date.now();
        } else await pause(Math.min(waitMs, 1_000));
      }
    }
  }
  const loops = Array.from({ length: LOOPS }, (_, id) => loop(id));
  return Object.assign(load, {
    seconds: () => ((until || Date.now()) - since) / 1000,
    stop: async () => {
      isStopping = true;
      until ||= Date.now();
      await Promise.all(loops);
    },
  });
}
