import { environmentManager, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./fetch-json";

let browserClient: QueryClient | undefined;

/** A refusal is an answer; only a lost connection or a tired server is worth asking again. */
const retry = (failures: number, error: Error) =>
  failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500);

const create = () => new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry } } });

/** The server needs one per request, or one visitor would read another's cache. */
export function getQueryClient(): QueryClient {
  if (environmentManager.isServer()) return create();
  browserClient ??= create();
  return browserClient;
}
