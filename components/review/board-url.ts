import { parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { QueueParams } from "@/lib/reviews/queries";
import { QUEUE_ORDERS, QUEUE_STATES } from "@/lib/reviews/schema";

const several = () => parseAsNativeArrayOf(parseAsString).withDefault([]);

export const VIEWS = ["grid", "single"] as const;

/** What the board shows, in its address, under the names of GET /assets. */
export const boardParsers = {
  state: parseAsStringLiteral(QUEUE_STATES).withDefault("waiting"),
  order: parseAsStringLiteral(QUEUE_ORDERS).withDefault("oldest"),
  view: parseAsStringLiteral(VIEWS),
  costCenter: several(),
  campaign: several(),
  market: several(),
  channel: several(),
  provider: several(),
  /** CAMPAIGN/motif */
  motif: several(),
  job: several(),
};

export const BOARD_FILTERS = ["costCenter", "campaign", "market", "channel", "provider"] as const;
type BoardFilter = (typeof BOARD_FILTERS)[number];
export type BoardUrl = Record<BoardFilter | "motif" | "job", string[]> & {
  state: (typeof QUEUE_STATES)[number];
  order: (typeof QUEUE_ORDERS)[number];
};

const PAGE = 100;

/** The same question has the same key on the server and in the browser. */
export function queueParamsOf(url: BoardUrl): QueueParams {
  const { state, order, motif, job } = url;
  const filters = Object.fromEntries(BOARD_FILTERS.map((name) => [name, url[name]]));
  const some = Object.entries({ ...filters, motif, job }).filter(([, codes]) => codes.length > 0);
  return { limit: PAGE, state, order, ...Object.fromEntries(some) };
}
