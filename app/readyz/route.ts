import { readiness } from "@/lib/server/health";

export const dynamic = "force-dynamic";

/** 200 when requests can be served. A missing worker is told, but pages and bookings work without it. */
export async function GET(): Promise<Response> {
  const checks = await readiness();
  const ready = checks.database && checks.migrations;
  return Response.json(
    { status: ready ? (checks.worker ? "ready" : "ready, no worker") : "not ready", checks },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store", ...(ready ? {} : { "retry-after": "2" }) } },
  );
}
