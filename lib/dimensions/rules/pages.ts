/** Keyset cursors: the keys of the last row of a page, opaque to the caller. */
export function encodeCursor(keys: readonly string[]): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(keys))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Null when this is not a cursor with so many keys. */
export function decodeCursor(cursor: string, count: number): string[] | null {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const keys: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const sound = Array.isArray(keys) && keys.length === count && keys.every((key) => typeof key === "string");
    return sound ? keys : null;
  } catch {
    return null;
  }
}

/** One row more than asked for tells whether there is a next page. */
export function pageFrom<T>(rows: readonly T[], limit: number, keysOf: (row: T) => string[]) {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keysOf(last)) : null };
}

/** A search text as an ILIKE pattern that means exactly this text. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
