import { environmentManager, onlineManager, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./fetch-json";
import { isDoubtful, line } from "./line";

let browserClient: QueryClient | undefined;

/** A refusal is an answer; only a doubtful line or a tired server is worth asking again. */
const retry = (failures: number, error: Error) =>
  failures < 2 && (!(error instanceof ApiError) || isDoubtful(error.status) || error.status >= 500);

/**
 * While the line is down, questions wait and what is on the screen stays; then all is asked again. A write never waits
 * unseen: it fails at once, and its form says so and keeps what was typed.
 */
const create = () =>
  new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry }, mutations: { networkMode: "always" } } });

/** The server needs one per request, or one visitor would read another's cache. */
export function getQueryClient(): QueryClient {
  if (environmentManager.isServer()) return create();
  if (!browserClient) {
    browserClient = create();
    onlineManager.setEventListener((setOnline) => line.subscribe(() => setOnline(line.read().state === "clear")));
  }
  return browserClient;
}
