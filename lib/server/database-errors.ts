import "server-only";

type Layer = Record<string, unknown>;

/** An error and what it wraps: the client puts the driver's error under several names. */
function layersOf(error: unknown): Layer[] {
  const layers: Layer[] = [];
  let cause = error;
  while (cause && typeof cause === "object" && layers.length < 8) {
    const layer = cause as Layer;
    layers.push(layer);
    cause = layer.cause ?? layer.driverAdapterError ?? (layer.meta as Layer | undefined)?.driverAdapterError;
  }
  return layers;
}

const isState = (code: unknown): code is string =>
  typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code);

/** The SQLSTATE of a Postgres error, however deep the client wrapped it; null for other errors. */
export function sqlState(error: unknown): string | null {
  return layersOf(error).flatMap(({ originalCode, code }) => [originalCode, code].filter(isState))[0] ?? null;
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
  "EPIPE",
  "ETIMEDOUT",
]);

/** What the driver calls an error of the connection itself. */
const BROKEN = new Set(["ConnectionClosed", "DatabaseNotReachable", "SocketTimeout", "TooManyConnections"]);
/** Errors that the driver gives no code: no connection became free, none could be made, or one broke. */
const UNCODED =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client (has encountered a connection error|was closed)/;

/** The database is out of reach, starting, full or too slow (57014: past its time): a repeat may work. */
export function isBusy(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null) return UNREACHABLE.has(state) || /^(08|53|57P|57014|40)/.test(state);
  return layersOf(error).some(
    ({ code, kind, message }) =>
      UNREACHABLE.has(String(code)) || BROKEN.has(String(kind)) || UNCODED.test(String(message)),
  );
}
