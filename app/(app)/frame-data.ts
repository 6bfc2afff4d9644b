import { type DehydratedState, dehydrate } from "@tanstack/react-query";
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
 * What the frame around every page counts, so that a browser that has only just opened the page need not ask four times.
 * It comes before the page: what follows later may arrive before React wakes, and would differ from what was drawn without it.
 */
export async function frameData(actor: Actor): Promise<DehydratedState> {
  const client = getQueryClient();
  // What failed is asked for again by the browser.
  await Promise.allSettled([
    client.query({ ...latestQuery(), queryFn: () => inboxOf(actor, inboxQuery.parse({ limit: "8" })) }),
    client.query({ ...firingQuery(), queryFn: () => listAlerts(actor, alertListQuery.parse({})) }),
    ...(can(actor, "reviews:decide")
      ? [client.query({ ...waitingQueryOptions(), queryFn: () => waitingPictures(actor, waitingQuery.parse({})) })]
      : []),
    ...(can(actor, "alerts:write") ? [client.query({ ...channelsQuery(), queryFn: () => listChannels(actor) })] : []),
  ]);
  return dehydrate(client);
}
