import { defaultShouldDehydrateQuery, dehydrate } from "@tanstack/react-query";
import { type OverviewScope, overviewQuestions } from "@/components/overview/questions";
import { firingQuery } from "@/lib/alerts/queries";
import { alertListQuery } from "@/lib/alerts/schema";
import { listAlerts } from "@/lib/alerts/service";
import type { Actor } from "@/lib/core/actor";
import { listQuery } from "@/lib/dimensions/queries";
import { wholeList } from "@/lib/dimensions/service/whole-list";
import { getQueryClient } from "@/lib/http/query-client";
import {
  type KpiParams,
  kpiUrlParams,
  moversQueryOptions,
  someKpisQueryOptions,
  wasteQueryOptions,
} from "@/lib/kpi/queries";
import { kpiQuery } from "@/lib/kpi/schema";
import { moversQuery } from "@/lib/kpi/schema/insight";
import { wasteQuery } from "@/lib/kpi/schema/waste";
import { kpis } from "@/lib/kpi/service";
import { biggestMovers } from "@/lib/kpi/service/insight";
import { waste } from "@/lib/kpi/service/waste";
import { oldestWaitingQuery } from "@/lib/reviews/queries";
import { queueQuery } from "@/lib/reviews/schema";
import { reviewQueue } from "@/lib/reviews/service/queue";
import { targetsQuery } from "@/lib/targets/queries";
import { listTargets } from "@/lib/targets/service";

/** What every panel of the overview shows, so that the page arrives with its figures and nothing moves afterwards. */
export async function overviewData(actor: Actor, scope: OverviewScope) {
  const client = getQueryClient();
  const { from, to, filters } = scope;
  const { total, previous, stack, breakdown, costCenters, pairs, asked } = overviewQuestions(scope);
  const ask = (params: KpiParams) =>
    client.query({ ...someKpisQueryOptions(params), queryFn: () => kpis(actor, kpiQuery.parse(kpiUrlParams(params))) });
  const oldest = oldestWaitingQuery({ from, to, ...filters });
  const asText = kpiUrlParams(asked);

  // What changed takes longest: it follows in the same answer when it is there.
  const movers = client.query({
    ...moversQueryOptions(asked),
    queryFn: () => biggestMovers(actor, moversQuery.parse(asText)),
  });
  movers.catch(() => undefined);

  // A refusal (an unknown code in an old link) is shown by the panels, which ask again and get the words.
  const [first] = await Promise.allSettled([
    ask(total),
    ...[previous, stack, breakdown, costCenters, pairs].filter((params) => params !== null).map(ask),
    client.query({ ...wasteQueryOptions(asked), queryFn: () => waste(actor, wasteQuery.parse(asText)) }),
    client.query({ ...firingQuery(), queryFn: () => listAlerts(actor, alertListQuery.parse({})) }),
    client.query({ ...targetsQuery({ from, to }), queryFn: () => listTargets(actor, { from, to }) }),
    client.query({
      ...oldest,
      queryFn: () => reviewQueue(actor, queueQuery.parse({ ...asText, state: "waiting", order: "oldest", limit: "1" })),
    }),
    wholeList(actor, "providers").then((rows) => client.setQueryData([...listQuery("providers").queryKey], rows)),
  ]);
  const state = dehydrate(client, {
    shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
  });
  return { state, total: first.status === "fulfilled" ? first.value : null };
}
