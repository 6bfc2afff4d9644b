"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { SmallSelect } from "@/components/common/small-select";
import { useFormat } from "@/components/common/use-format";
import { dayIn, lengthOf } from "@/lib/core/period";
import { withQuery } from "@/lib/http/with-query";
import { waitingIn } from "@/lib/kpi/chart";
import { kpiQueryOptions } from "@/lib/kpi/queries";
import classes from "./overview.module.css";
import { type OverviewScope, overviewQuestions } from "./questions";
import { useOldestWaiting } from "./use-oldest-waiting";

type Approvals = OverviewScope["approvals"];
type Props = { scope: OverviewScope; onApprovals: (approvals: Approvals) => void };

const CHOICES = ["cohort", "period"] as const satisfies readonly Approvals[];

/** How much of it is decided, and how long the rest waits: what a cost per approved image has to be read with. */
function Backlog({ scope }: Pick<Props, "scope">) {
  const t = useTranslations("overview.review");
  const format = useFormat();
  const mayDecide = useCan("reviews:decide");
  const { data } = useQuery(kpiQueryOptions(overviewQuestions(scope).cohort));
  const waiting = data ? waitingIn(data.total) : 0;
  const oldest = useOldestWaiting(scope, waiting);
  if (!data) return null;
  const { from, to, filters, today } = scope;
  const made = oldest ? dayIn(data.range.timeZone, new Date(oldest)) : null;
  const days = made ? lengthOf({ from: made, to: today }) - 1 : null;
  const words = days === null ? t("waiting", { count: waiting }) : t("waitingDays", { count: waiting, days });
  const href = withQuery("/review", { from, to, ...filters }) as Route;
  return (
    <p className={classes.backlog}>
      {data.total.reviewCoverage === null ? null : (
        <span>{t("coverage", { share: format.percent(data.total.reviewCoverage) })}</span>
      )}
      {waiting > 0 ? <span>{mayDecide ? <Link href={href}>{words}</Link> : words}</span> : null}
    </p>
  );
}

/** Beside the cost per approved image: whose approvals it counts, how much is decided, how long the rest waits. */
export function ReviewState({ scope, onApprovals }: Props) {
  const t = useTranslations("overview.review");
  return (
    <div className={classes.reviewState}>
      <Backlog scope={scope} />
      <SmallSelect
        label={t("approvals")}
        value={scope.approvals}
        options={CHOICES.map((value) => ({ value, label: t(value) }))}
        onChange={onApprovals}
      />
    </div>
  );
}
