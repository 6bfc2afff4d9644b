import { environmentManager, onlineManager, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./fetch-json";
import { isDoubtful, line } from "./line";

let browserClient: QueryClient | undefined;

const RENEW_MS = 30_000;

/** A refusal is an answer; only a doubtful line or a tired server is worth asking again. */
const isPassing = (error: Error | null) =>
  error !== null && (!(error instanceof ApiError) || isDoubtful(error.status) || error.status >= 500);

/** Not theirs any more, or not there any more. */
const isGone = (error: Error) => error instanceof ApiError && (error.status === 403 || error.status === 404);

/**
 * While the line is down, questions wait and what is on the screen stays; then all is asked again. What cannot be renewed
 * for another reason stays, too, is marked by the screens, and asked for again by itself; what is gone goes. A write never
 * waits unseen: it fails at once, and its form says so and keeps what was typed.
 */
const create = () =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (isGone(error) && query.state.data !== undefined) query.setState({ data: undefined });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isPassing(error),
        refetchInterval: ({ state: { data, error } }) => (data !== undefined && isPassing(error) ? RENEW_MS : false),
      },
      mutations: { networkMode: "always" },
    },
  });

/** The server needs one per request, or one visitor would read another's cache. */
export function getQueryClient(): QueryClient {
  if (environmentManager.isServer()) return create();
  if (!browserClient) {
    browserClient = create();
    onlineManager.setEventListener((setOnline) => line.subscribe(() => setOnline(line.read().state === "clear")));
  }
  return browserClient;
}
