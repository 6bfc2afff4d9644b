import { AppError } from "@/lib/core/errors";

export const JSON_LIMIT_BYTES = 1024 * 1024;
export const BATCH_LIMIT_BYTES = 16 * 1024 * 1024;

const tooLarge = (limit: number) =>
  new AppError("too_large", `The body is larger than ${limit / 1024 / 1024} MiB; nothing was stored`);

/** Reads at most `limit` bytes: the announced length is not trusted. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as JSON. @throws unsupported, too_large, malformed (broken UTF-8 or JSON) */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type))
    throw new AppError("unsupported", "Send JSON with content-type application/json");
  const bytes = await readBytes(request, limit);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (error) {
    throw new AppError(
      "malformed",
      error instanceof TypeError ? "The body is not valid UTF-8" : "The body is not valid JSON",
    );
  }
}

/** The query as an object; a repeated name becomes a list. */
export function readQuery(request: Request): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const [key, value] of new URL(request.url).searchParams) {
    const before = query[key];
    query[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return query;
}
