import { pipeline, Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import { AppError, invalid } from "@/lib/core/errors";
import type { Upload } from "@/lib/intake/service/upload";

const FIELD_BYTES = 1024 * 1024;

const broken = () => new AppError("malformed", "The upload broke off or is not a multipart form; nothing was stored");

function parserFor(request: Request): BusboyInstance {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type))
    throw new AppError("unsupported", "Send a multipart form with the parts file and kind");
  try {
    return new Busboy({
      headers: { "content-type": type },
      limits: { files: 1, fields: 20, fieldSize: FIELD_BYTES },
    });
  } catch {
    throw broken();
  }
}

type Part = { stream: BusboyFileStream; fileName: string };

/**
 * A multipart form as it comes in: nothing is collected, the file streams through. Fields may stand before or after it.
 * @throws unsupported, malformed, invalid_input (no file)
 */
export async function receive(request: Request): Promise<Upload> {
  const parser = parserFor(request);
  if (!request.body) throw broken();
  const fields: Record<string, string> = {};
  parser.on("field", (name, value) => {
    fields[name] = value;
  });
  let open: BusboyFileStream | undefined;
  const first = new Promise<Part>((resolve, reject) => {
    parser.once("file", (name, stream, fileName) => {
      open = stream;
      if (name === "file") return resolve({ stream, fileName });
      stream.resume();
      reject(invalid(name, "UNKNOWN_FIELD", 'Send the file as the part "file"'));
    });
    parser.once("finish", () => reject(invalid("file", "REQUIRED", 'Send the file as the part "file"')));
    parser.once("error", () => reject(broken()));
  });
  const ended = new Promise<void>((resolve, reject) => {
    const source = Readable.fromWeb(request.body as NodeStream<Uint8Array>);
    pipeline(source, parser, (error) => {
      if (!error) return resolve();
      open?.destroy(broken());
      reject(broken());
    });
  });
  // Whoever reads the bytes hears of it first; this one is only looked at in the end.
  ended.catch(() => undefined);
  const { stream, fileName } = await Promise.race([first, ended.then(() => first)]);
  return { fileName, bytes: untilEnd(stream, ended), fields: () => fields };
}

async function* untilEnd(stream: BusboyFileStream, ended: Promise<void>): AsyncGenerator<Uint8Array> {
  yield* stream as AsyncIterable<Uint8Array>;
  await ended;
}
