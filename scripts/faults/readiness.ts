import { setTimeout as pause } from "node:timers/promises";
import { expect, vi } from "vitest";

/** Longer than readiness itself waits for the database. */
const PATIENCE_MS = 5_000;
const EVERY_MS = 100;

type Said = { asked: number; at: number; ready: boolean };

export type ReadinessWatch = {
  /** While something is broken: waits until readiness says so, goes on with `meanwhile`, and holds it to its word. */
  broken: (meanwhile: () => Promise<void>) => Promise<void>;
  /** In one line: how soon it said no, and how often it was right while things were broken. */
  stop: () => Promise<string>;
};

/** Asks /readyz all the time, as a load balancer does. */
export function watchReadiness(origin: () => string): ReadinessWatch {
  const said: Said[] = [];
  const noticed: number[] = [];
  let right = 0;
  let isStopping = false;
  const asking = (async () => {
    while (!isStopping) {
      const asked = Date.now();
      const answer = await fetch(`${origin()}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
      said.push({ asked, at: Date.now(), ready: answer?.status === 200 });
      await pause(EVERY_MS);
    }
  })();
  return {
    async broken(meanwhile) {
      const since = Date.now();
      const refusal = () => said.find(({ at, ready }) => at >= since && !ready);
      await vi.waitUntil(refusal, { timeout: 20_000, interval: 20 });
      const first = refusal()?.at ?? since;
      noticed.push(Date.now() - since);
      await meanwhile();
      const answers = said.filter(({ asked }) => asked >= first);
      right += answers.length;
      expect(
        answers.filter(({ ready }) => ready),
        "ready although it is broken",
      ).toEqual([]);
    },
    async stop() {
      isStopping = true;
      await asking;
      const soon = noticed.map((ms) => (ms / 1000).toFixed(1)).join(", ");
      return `no after ${soon} s, then ${right} of ${right} times`;
    },
  };
}
