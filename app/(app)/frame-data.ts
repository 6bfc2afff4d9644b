import { type DehydratedState, defaultShouldDehydrateQuery, dehydrate } from "@tanstack/react-query";
import { firingQuery } from "@/lib/alerts/queries";
import { alertListQuery } from "@/lib/alerts/schema";
import { listAlerts } from "@/lib/alerts/service";
import { can } from "@/lib/auth/rules";
import type { Actor } from "@/lib/core/actor";
import { getQueryClient } from "@/lib/http/query-client";
import { channelsQuery, latestQuery } from "@/lib/notifications/queries";
import { inboxQuery } from "@/lib/notifications/schema";
import { listChannels } from "@/lib/notifications/service";
import { inboxOf } from "@/lib/notifications/service/inbox";
import { waitingQueryOptions } from "@/lib/reviews/queries";
import { waitingQuery } from "@/lib/reviews/schema";
import { waitingPictures } from "@/lib/reviews/service/queue";

/**
 * What the frame around every page counts. No page waits for it: it follows in the same answer, so that a browser that has
 * only just opened the page need not ask four times, nor load what reads the answers.
 */
export function frameData(actor: Actor): DehydratedState {
  const client = getQueryClient();
  const asked = [
    client.query({ ...latestQuery(), queryFn: () => inboxOf(actor, inboxQuery.parse({ limit: "8" })) }),
    client.query({ ...firingQuery(), queryFn: () => listAlerts(actor, alertListQuery.parse({})) }),
    ...(can(actor, "reviews:decide")
      ? [client.query({ ...waitingQueryOptions(), queryFn: () => waitingPictures(actor, waitingQuery.parse({})) })]
      : []),
    ...(can(actor, "alerts:write") ? [client.query({ ...channelsQuery(), queryFn: () => listChannels(actor) })] : []),
  ];
  // What failed is asked for again by the browser.
  for (const one of asked) one.catch(() => undefined);
  return dehydrate(client, {
    shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
  });
}
