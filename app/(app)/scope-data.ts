import { type DehydratedState, dehydrate, type QueryClient } from "@tanstack/react-query";
import { getNow } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { filterParsers, filtersOf, rangeOf } from "@/components/filters/url";
import { overviewParsers, overviewQuestions } from "@/components/overview/questions";
import {
  besides,
  everOf,
  lifeIn,
  only,
  outlookQuestion,
  PARTS,
  partQuestion,
  type ScopeKind,
  type Thing,
  usedQuestion,
} from "@/components/scopes/questions";
import { budgetsQuery } from "@/lib/budgets/queries";
import { budgetListQuery } from "@/lib/budgets/schema";
import { budgetsOf } from "@/lib/budgets/service/states";
import type { Actor } from "@/lib/core/actor";
import { dayIn } from "@/lib/core/period";
import { listQuery } from "@/lib/dimensions/queries";
import { wholeList } from "@/lib/dimensions/service/whole-list";
import { getQueryClient } from "@/lib/http/query-client";
import { type KpiParams, kpiUrlParams, someKpisQueryOptions } from "@/lib/kpi/queries";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { pricesQuery } from "@/lib/prices/queries";
import { allPrices } from "@/lib/prices/service/prices";
import { targetsQuery } from "@/lib/targets/queries";
import { listTargets } from "@/lib/targets/service";

const loadUrl = createLoader({ ...filterParsers, ...overviewParsers });
type Asked = { kind: ScopeKind; code: string; searchParams: Promise<SearchParams> };

/** The list that the thing is a row of; its name and dates are in it. */
async function thingOf(actor: Actor, { kind, code }: Asked, client: QueryClient): Promise<Thing | null> {
  const list = kind === "campaign" ? "campaigns" : "cost-centers";
  const rows = await wholeList(actor, list);
  client.setQueryData([...listQuery(list).queryKey], rows);
  const row = rows.find((one) => one.code.toLowerCase() === code.toLowerCase());
  if (!row) return null;
  const { activeFrom, activeTo } = "activeFrom" in row ? row : { activeFrom: null, activeTo: null };
  return { kind, code: row.code, activeFrom, activeTo };
}

/** What the page of one campaign or cost centre shows: its figures and its panels come with it, so that what wakes is what was drawn. */
export async function scopeData(actor: Actor, asked: Asked): Promise<DehydratedState> {
  const client = getQueryClient();
  const ask = (params: KpiParams) =>
    client.query({ ...someKpisQueryOptions(params), queryFn: () => kpis(actor, kpiQuery.parse(kpiUrlParams(params))) });
  const { timeZone, fiscalYearStart } = actor.organization;
  const [thing, inUrl, now] = await Promise.all([thingOf(actor, asked, client), loadUrl(asked.searchParams), getNow()]);
  if (!thing) return dehydrate(client);
  const today = dayIn(timeZone, now);
  const ever = await ask(everOf(thing, today)).catch(() => null);
  if (!ever) return dehydrate(client);
  const { life, hasJobs } = lifeIn(ever, thing, today);
  const budgets = client.query({
    ...budgetsQuery({ [thing.kind]: thing.code }),
    queryFn: () => budgetsOf(actor, budgetListQuery.parse({ [thing.kind]: thing.code })),
  });
  const isWhole = inUrl.range === null && (inUrl.from === null || inUrl.to === null);
  const days = isWhole ? life : rangeOf(inUrl, today, fiscalYearStart);
  const filters = { ...besides(thing.kind, filtersOf(inUrl)), ...only(thing) };
  const { by, table, interval, show, heat, approvals } = inUrl;
  const scope = { from: days.from, to: days.to, today, filters, by, table, interval, show, heat, approvals };
  const { total, previous, cohort, stack } = overviewQuestions(scope);
  const part = { days: { from: days.from, to: days.to }, filters };
  const first = hasJobs ? [total, ...(previous ? [previous] : [])].map(ask) : [];
  const later = hasJobs
    ? [
        ...[cohort, stack, outlookQuestion(thing, life, today), usedQuestion(part)].map(ask),
        ...PARTS[thing.kind].map((one) => ask(partQuestion(part, one))),
        client.query({ ...targetsQuery(part.days), queryFn: () => listTargets(actor, part.days) }),
        client.query({ ...pricesQuery(), queryFn: () => allPrices(actor) }),
      ]
    : [];
  // A refusal is shown by the panels, which ask again and get the words.
  await Promise.allSettled([budgets, ...first, ...later]);
  return dehydrate(client);
}
