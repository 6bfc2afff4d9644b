import "server-only";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { pool } from "./db";

type Metrics = { registry: Registry; requests: Counter<"method" | "status">; seconds: Histogram<"method"> };
const held = globalThis as typeof globalThis & { pixelledgerMetrics?: Metrics };

function create(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: "pixelledger_api_requests_total",
      help: "Answered API requests by method and status",
      labelNames: ["method", "status"],
      registers: [registry],
    }),
    seconds: new Histogram({
      name: "pixelledger_api_request_seconds",
      help: "Time to answer an API request",
      labelNames: ["method"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
  };
}

function metrics(): Metrics {
  held.pixelledgerMetrics ??= create();
  return held.pixelledgerMetrics;
}

export function countRequest(method: string, status: number, startedMs: number): void {
  metrics().requests.inc({ method, status: String(status) });
  metrics().seconds.observe({ method }, (performance.now() - startedMs) / 1000);
}

/** Prometheus text, with the state of the database pool. */
export async function metricsText(): Promise<{ type: string; text: string }> {
  const { registry } = metrics();
  const { totalCount, idleCount, waitingCount } = pool();
  const gauge = "pixelledger_database_connections";
  const own = [
    `# HELP ${gauge} Connections of this process's pool`,
    `# TYPE ${gauge} gauge`,
    `${gauge}{state="open"} ${totalCount}`,
    `${gauge}{state="idle"} ${idleCount}`,
    `${gauge}{state="waiting"} ${waitingCount}`,
  ];
  return { type: registry.contentType, text: `${await registry.metrics()}${own.join("\n")}\n` };
}
