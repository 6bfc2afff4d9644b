import { defaultShouldDehydrateQuery, dehydrate } from "@tanstack/react-query";
import { everQuestion, type OverviewScope, overviewQuestions } from "@/components/overview/questions";
import { firingQuery, intervalsQuery } from "@/lib/alerts/queries";
import { alertListQuery } from "@/lib/alerts/schema";
import { alertIntervals, listAlerts } from "@/lib/alerts/service";
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

  // What changed takes longest, and what fired is drawn behind the chart: both follow in the same answer.
  const later = [
    client.query({ ...moversQueryOptions(asked), queryFn: () => biggestMovers(actor, moversQuery.parse(asText)) }),
    client.query({ ...intervalsQuery({ from, to }), queryFn: () => alertIntervals(actor, { from, to }) }),
  ];
  for (const one of later) one.catch(() => undefined);

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
  // Only who has nothing approved in this range may be somebody who begins.
  const mayBegin = first.status === "fulfilled" && first.value.total.approved === 0;
  const ever = mayBegin ? await ask(everQuestion(scope.today)).catch(() => null) : null;
  const state = dehydrate(client, {
    shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
  });
  return { state, ever };
}
