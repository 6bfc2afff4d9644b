import { AppError, ERROR_STATUS, type ErrorCode } from "@/lib/core/errors";
import { isBusy } from "@/lib/server/database-errors";
import { log } from "@/lib/server/logger";

const TITLES: Record<ErrorCode, string> = {
  malformed: "The request could not be read",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflict",
  too_large: "Too large",
  unsupported: "Unsupported content type",
  invalid_input: "Some fields need attention",
  too_many_requests: "Too many requests",
  unavailable: "Not available right now",
};

/** Any failure as RFC 9457 problem+json. The unexpected is logged whole and told to nobody. */
export function problem(error: unknown, requestId: string): Response {
  const known = error instanceof AppError ? error : isBusy(error) ? busy() : null;
  if (!known) log.error({ err: error, requestId }, "A request failed");
  const status = known ? ERROR_STATUS[known.code] : 500;
  const body = {
    type: known ? `urn:pixelledger:problem:${known.code.replaceAll("_", "-")}` : "about:blank",
    title: known ? TITLES[known.code] : "Something went wrong on our side",
    status,
    detail: known ? known.message : "It was logged with this request id; nothing was stored",
    requestId,
    ...(known?.errors ? { errors: known.errors } : {}),
  };
  const retryAfter = known?.retryAfterSeconds;
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    },
  });
}

const busy = () => new AppError("unavailable", "The database is busy or out of reach; try again", undefined, 2);
