import { randomUUID } from "node:crypto";
import { actorFrom } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { pictureQuery } from "@/lib/pictures/schema";
import { type PictureAnswer, pictureOf } from "@/lib/pictures/service";
import { admitted } from "@/lib/server/admission";
import { countRequest } from "@/lib/server/metrics";
import { withRequestId } from "@/lib/server/request-context";
import { inputErrors } from "./endpoint";
import { problem } from "./problem";
import { readQuery } from "./read";

type Context = { params: Promise<Record<string, string>> };

/** GET /assets/{id}/picture: bytes instead of JSON, that a browser may keep; failures are problem+json as everywhere. */
export function servePicture(request: Request, context: Context): Promise<Response> {
  const requestId = randomUUID();
  const started = performance.now();
  return withRequestId(requestId, async () => {
    const response = await admitted(() => answered(request, context, requestId)).catch((error: unknown) =>
      problem(error, requestId),
    );
    countRequest("GET", response.status, started);
    return response;
  });
}

async function answered(request: Request, context: Context, requestId: string): Promise<Response> {
  const actor = await actorFrom(request);
  const parsed = pictureQuery.safeParse({ ...readQuery(request), ...(await context.params) });
  if (!parsed.success) throw new AppError("invalid_input", "Some fields need attention", inputErrors(parsed.error));
  const answer = await pictureOf(actor, parsed.data);
  const headers = headersOf(answer, requestId);
  const known = request.headers.get("if-none-match")?.split(/\s*,\s*/) ?? [];
  if (known.includes(answer.etag)) return new Response(null, { status: 304, headers });
  const { bytes, mediaType } = await answer.read();
  return new Response(new Uint8Array(bytes), {
    headers: { ...headers, "content-type": mediaType, "content-length": String(bytes.byteLength) },
  });
}

const headersOf = ({ etag, isForGood }: PictureAnswer, requestId: string) => ({
  etag,
  "cache-control": isForGood ? "private, max-age=31536000, immutable" : "private, no-cache",
  // Opened on its own it is a picture and nothing else, whatever a browser finds in it.
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "content-disposition": "inline",
  vary: "cookie, authorization",
  "x-request-id": requestId,
});
