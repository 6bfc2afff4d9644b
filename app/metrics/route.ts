import { timingSafeEqual } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/server/env";
import { metricsText } from "@/lib/server/metrics";
import { problem } from "../api/problem";

export const dynamic = "force-dynamic";

/** Prometheus metrics: with the token of METRICS_TOKEN; without one, only when asked on the machine itself. */
export async function GET(request: Request): Promise<Response> {
  if (!isAllowed(request)) return problem(new AppError("not_found", "There is no such page"), crypto.randomUUID());
  const { type, text } = await metricsText();
  return new Response(text, { headers: { "content-type": type, "cache-control": "no-store" } });
}

function isAllowed(request: Request): boolean {
  const token = env.METRICS_TOKEN;
  if (token) {
    const sent = Buffer.from(request.headers.get("authorization") ?? "");
    const wanted = Buffer.from(`Bearer ${token}`);
    return sent.length === wanted.length && timingSafeEqual(sent, wanted);
  }
  // A proxy in front adds the forwarding headers; a direct call from this machine has its loopback host alone.
  const from = request.headers.get("x-forwarded-for") ?? "";
  const host = (request.headers.get("host") ?? "").replace(/:\d+$/, "");
  const loopback = /^(127\.|::1$|::ffff:127\.|$)/;
  return loopback.test(from) && ["localhost", "127.0.0.1", "[::1]"].includes(host);
}
