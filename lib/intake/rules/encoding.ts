import type { Encoding } from "../schema";

/**
 * The encoding by its byte order mark, or by the zero bytes that UTF-16 puts beside Latin letters. Everything else is
 * taken for UTF-8 until a byte proves otherwise (`isUtf8`), and then for windows-1252, which spreadsheets write.
 */
export function encodingOf(start: Uint8Array): Exclude<Encoding, "windows-1252"> {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  const looked = Math.min(start.length, 4096) & ~1;
  const zeros = { even: 0, odd: 0 };
  for (let at = 0; at < looked; at += 2) {
    if (start[at] === 0) zeros.even += 1;
    if (start[at + 1] === 0) zeros.odd += 1;
  }
  const many = looked / 2 / 4;
  if (zeros.odd > many && zeros.even < zeros.odd / 4) return "utf-16le";
  if (zeros.even > many && zeros.odd < zeros.even / 4) return "utf-16be";
  return "utf-8";
}

/** A check that is fed piece by piece, so that no file has to fit into memory. */
export function utf8Check(): { accepts: (bytes: Uint8Array) => boolean; ends: () => boolean } {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const tried = (work: () => string) => {
    try {
      work();
      return true;
    } catch {
      return false;
    }
  };
  return {
    accepts: (bytes) => tried(() => decoder.decode(bytes, { stream: true })),
    ends: () => tried(() => decoder.decode()),
  };
}
