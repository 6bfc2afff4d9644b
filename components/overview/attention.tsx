"use client";

import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { jobsHref } from "@/components/filters/jobs-link";
import { useLayerName } from "@/components/kpi/use-layer-name";
import { useTargets } from "@/components/kpi/use-targets";
import { firingQuery } from "@/lib/alerts/queries";
import { addDays, dayIn, earlier } from "@/lib/core/period";
import { withQuery } from "@/lib/http/with-query";
import { waitingIn } from "@/lib/kpi/chart";
import { kpiQueryOptions, someKpisQueryOptions } from "@/lib/kpi/queries";
import type { KpiAnswer } from "@/lib/kpi/schema";
import { targetState } from "@/lib/targets/rules";
import classes from "./attention.module.css";
import { type OverviewScope, overviewQuestions } from "./questions";
import { useOldestWaiting } from "./use-oldest-waiting";

type Item = { id: string; text: string; links: { href: Route; label: string }[] };

/** Cost centres whose cost per approved image is over the target of today. */
function useBroken(scope: OverviewScope): string[] {
  const { data } = useQuery(someKpisQueryOptions(overviewQuestions(scope).costCenters));
  const targetOf = useTargets(scope);
  const nameOf = useLayerName("costCenter");
  const day = earlier(scope.to, scope.today);
  return (data?.groups ?? []).flatMap(({ key, name, costPerApprovedImage: value = null }) => {
    const code = key.costCenter ?? null;
    if (code === null) return [];
    const target = targetOf("costPerApprovedImage", day, [{ scope: "costCenter", code }]);
    const isOver = target && targetState({ value }, target.value, "costPerApprovedImage") === "over";
    return isOver ? [nameOf({ code, name: name?.costCenter ?? null, isOther: false })] : [];
  });
}

/** Everything that somebody should do something about, in the order of how much it distorts. */
function useItems(scope: OverviewScope, answer: KpiAnswer | undefined): Item[] {
  const t = useTranslations("overview.attention");
  const format = useFormat();
  const mayPrice = useCan("prices:write");
  const mayDecide = useCan("reviews:decide");
  const waiting = answer ? waitingIn(answer.total) : 0;
  const oldest = useOldestWaiting(scope, waiting);
  const broken = useBroken(scope);
  const alerts = useTranslations("alerts");
  const { data: firing } = useQuery(firingQuery());
  const untaken = (firing?.data ?? []).filter(({ acknowledged }) => acknowledged === null);
  if (!answer) return [];
  const { unpricedJobs } = answer.total;
  const { from, to, filters } = scope;
  const isLate = answer.completeUntil < earlier(addDays(scope.today, -1), to) && unpricedJobs === 0;
  const since = oldest ? format.day(dayIn(answer.range.timeZone, new Date(oldest))) : null;
  const prices = { href: "/prices" as Route, label: t("unpricedAct") };
  const review = { href: withQuery("/review", { from, to, ...filters }) as Route, label: t("waitingAct") };
  const items: (Item & { isDue: boolean })[] = [
    {
      id: "alerts",
      isDue: untaken.length > 0,
      text: alerts("badge", { count: untaken.length }),
      links: [{ href: "/alerts" as Route, label: t("alertsAct") }],
    },
    {
      id: "unpriced",
      isDue: unpricedJobs > 0,
      text: t("unpriced", { count: unpricedJobs }),
      links: [...(mayPrice ? [prices] : []), { href: jobsHref(scope, { unpriced: "true" }), label: t("unpricedShow") }],
    },
    {
      id: "targets",
      isDue: broken.length > 0,
      text: t("targets", { count: broken.length, names: format.list(broken) }),
      links: [{ href: "#cost-centers" as Route, label: t("targetsAct") }],
    },
    {
      id: "waiting",
      isDue: waiting > 0,
      text: since ? t("waitingAge", { count: waiting, day: since }) : t("waiting", { count: waiting }),
      links: mayDecide ? [review] : [],
    },
    {
      id: "incomplete",
      isDue: isLate,
      text: t("incomplete", { day: format.day(answer.completeUntil) }),
      links: [{ href: jobsHref(scope), label: t("incompleteAct") }],
    },
  ];
  return items.filter(({ isDue }) => isDue);
}

/** What somebody should look at, each with the way to where it is done. */
export function Attention({ scope }: { scope: OverviewScope }) {
  const t = useTranslations("overview.attention");
  const { data } = useQuery(kpiQueryOptions(overviewQuestions(scope).cohort));
  const items = useItems(scope, data);
  if (!data) return <div className={classes.attention} style={{ minHeight: "2.75rem" }} aria-hidden />;
  const Icon = items.length > 0 ? IconAlertTriangle : IconCircleCheck;

  return (
    <section className={classes.attention} aria-label={t("title")} data-calm={items.length === 0 || undefined}>
      <ul>
        {items.length === 0 ? (
          <li>
            <Icon size={18} stroke={1.8} aria-hidden />
            <span>{t("nothing")}</span>
          </li>
        ) : null}
        {items.map(({ id, text, links }) => (
          <li key={id}>
            <Icon size={18} stroke={1.8} aria-hidden />
            <span>{text}</span>
            {links.map(({ href, label }) => (
              <Link key={href} href={href}>
                {label}
              </Link>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
