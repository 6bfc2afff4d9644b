const DIGITS = 32;
/** Fewer would name too many jobs. */
const AT_LEAST = 8;

const toUuid = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");

/** The first and last id that begin with these digits, for a look into an index; null when this is no part of an id. */
export function idsFrom(text: string): { first: string; last: string } | null {
  const hex = text.toLowerCase().replaceAll("-", "");
  if (!/^[0-9a-f]+$/.test(hex) || hex.length < AT_LEAST || hex.length > DIGITS) return null;
  return { first: toUuid(hex.padEnd(DIGITS, "0")), last: toUuid(hex.padEnd(DIGITS, "f")) };
}
