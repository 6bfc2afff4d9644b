import "server-only";

/** The SQLSTATE of a Postgres error, however deep the client wrapped it; null for other errors. */
export function sqlState(error: unknown): string | null {
  for (let cause = error, depth = 0; cause && typeof cause === "object" && depth < 8; depth += 1) {
    const { originalCode, code, meta, cause: inner, driverAdapterError } = cause as Record<string, unknown>;
    for (const found of [originalCode, code])
      if (typeof found === "string" && /^[0-9A-Z]{5}$/.test(found) && !/^P\d{4}$/.test(found)) return found;
    cause = inner ?? driverAdapterError ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError;
  }
  return null;
}

export const isUniqueViolation = (error: unknown) => sqlState(error) === "23505" || codeOf(error) === "P2002";
export const isExclusionViolation = (error: unknown) => sqlState(error) === "23P01";

const codeOf = (error: unknown) => (error as { code?: unknown } | null)?.code;
const UNREACHABLE = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
]);

/** Errors that the driver gives no code: no connection became free, none could be made, or one broke. */
const UNCODED = /timeout exceeded when trying to connect|Connection terminated|Query read timeout/;

/** The database is out of reach, starting, full or too slow (57014: past its time): a repeat may work. */
export function isBusy(error: unknown): boolean {
  const state = sqlState(error);
  if (UNREACHABLE.has(String(codeOf(error))) || (state !== null && /^(08|53|57P|57014|40)/.test(state))) return true;
  return state === null && error instanceof Error && UNCODED.test(error.message);
}
