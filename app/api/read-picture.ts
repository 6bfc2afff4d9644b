import { AppError, invalid } from "@/lib/core/errors";
import { PICTURE_BYTES } from "@/lib/pictures/rules";
import { readBytes } from "./read";

/** A form has a little more around the file. */
const FORM_BYTES = 64 * 1024;

/**
 * The file of a picture: as the body itself, or as the part "file" of a multipart form.
 * @throws unsupported, too_large, malformed, invalid_input
 */
export async function readPicture(request: Request): Promise<{ bytes: Uint8Array }> {
  const type = request.headers.get("content-type") ?? "";
  if (/^multipart\/form-data\b/i.test(type)) return { bytes: await fileOf(request, type) };
  if (!/^(image\/|application\/octet-stream\b)/i.test(type))
    throw new AppError("unsupported", 'Send the picture itself, or a multipart form with the part "file"');
  return { bytes: await readBytes(request, PICTURE_BYTES) };
}

async function fileOf(request: Request, type: string): Promise<Uint8Array> {
  const body = await readBytes(request, PICTURE_BYTES + FORM_BYTES);
  const whole = new Response(new Uint8Array(body), { headers: { "content-type": type } });
  const form = await whole.formData().catch(() => {
    throw new AppError("malformed", "The upload broke off or is not a multipart form; nothing was stored");
  });
  const file = form.get("file");
  if (!(file instanceof File)) throw invalid("file", "REQUIRED", 'Send the file as the part "file"');
  return new Uint8Array(await file.arrayBuffer());
}
