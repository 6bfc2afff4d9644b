import "server-only";
import { log } from "@/lib/server/logger";
import { mediaTypeOf } from "./bytes";
import { cached, keep } from "./cache";
import type { Picture } from "./fetched";
import { atMost } from "./limit";

const SIDE = 480;
/** Smaller files travel as they are. */
const SMALL_BYTES = 64 * 1024;
/** A picture that would unpack to more than this is left alone. */
const MOST_PIXELS = 64_000_000;

const inTurn = atMost(2);

type Sharp = typeof import("sharp").default;
let loaded: Promise<Sharp | null> | undefined;

/** Not every platform has the library; then pictures are delivered as they are. */
function sharp(): Promise<Sharp | null> {
  loaded ??= import("sharp").then(
    ({ default: library }) => library,
    (error: unknown) => {
      log.warn({ err: error }, "Pictures are not made smaller: the library does not run here");
      return null;
    },
  );
  return loaded;
}

/** A small version of a picture, kept under `key`; the picture itself where that cannot be made. */
export async function thumbOf(key: string, picture: Picture): Promise<Picture> {
  if (picture.bytes.byteLength <= SMALL_BYTES) return picture;
  const bytes = await cached(key);
  const mediaType = bytes && (await mediaTypeOf(bytes));
  if (bytes && mediaType) return { bytes, mediaType };
  const small = await inTurn(() => shrunk(picture));
  if (!small) return picture;
  await keep(key, small, "image/webp");
  return { bytes: small, mediaType: "image/webp" };
}

async function shrunk({ bytes }: Picture): Promise<Buffer | null> {
  const library = await sharp();
  if (!library) return null;
  try {
    return await library(bytes, { limitInputPixels: MOST_PIXELS })
      .rotate()
      .resize(SIDE, SIDE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
  } catch {
    return null;
  }
}
