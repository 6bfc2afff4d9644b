import "server-only";
import { crc32, deflateSync } from "node:zlib";
import type { Drawing } from "../rules/art";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A PNG with a palette of at most 256 colours. */
export function pngOf({ width, height, palette, pixels }: Drawing): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits per pixel, with palette.
  head.set([8, 3], 8);
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    ...[chunk("IHDR", head), chunk("PLTE", Buffer.from(palette.flat()))],
    ...[chunk("IDAT", deflateSync(lines, { level: 6 })), chunk("IEND", Buffer.alloc(0))],
  ]);
}
