"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NotRenewed } from "@/components/common/answered";
import { useFormat } from "@/components/common/use-format";
import { useTargets } from "@/components/kpi/use-targets";
import type { TileKey } from "@/lib/kpi/chart";
import { kpiQueryOptions } from "@/lib/kpi/queries";
import classes from "./overview.module.css";
import { type OverviewScope, overviewQuestions } from "./questions";
import { FigureTile } from "./tile";

/** Never asked: the range has no period before it. */
const NO_PERIOD = { from: "2000-01-01", to: "2000-01-01" };

/** The hero first; then money, then what came of it. */
const ORDER: readonly TileKey[] = [
  "costPerApprovedImage",
  "spend",
  "costPerImage",
  "costPerVariation",
  "costPerCampaign",
  "approvalRate",
  "waste",
  "credits",
];

type Props = { scope: OverviewScope; onApprovals: (approvals: OverviewScope["approvals"]) => void };

/** The figures of the range, each beside what it was before. What they are compared with is said once. */
export function Figures({ scope, onApprovals }: Props) {
  const t = useTranslations("overview");
  const tc = useTranslations("kpi.change");
  const format = useFormat();
  const targetOf = useTargets(scope);
  const { before, total, previous } = overviewQuestions(scope);
  const now = useQuery(kpiQueryOptions(total));
  const earlier = useQuery({ ...kpiQueryOptions(previous ?? NO_PERIOD), enabled: previous !== null });
  const { data } = now;
  const row = earlier.isPlaceholderData || !previous ? null : (earlier.data?.total ?? null);
  const days = before ? format.days(before.from, before.to) : "";
  const isComparable = before !== null && (row === null || row.jobs > 0);

  return (
    <section
      aria-label={t("figures")}
      className={classes.figures}
      data-old={now.isPlaceholderData || undefined}
      aria-busy={now.isPlaceholderData}
    >
      <p className={classes.compared}>
        {isComparable ? tc(scope.to > scope.today ? "soFar" : "whole", { days }) : tc("nothing")}
      </p>
      <NotRenewed of={[now, earlier]} />
      <div className={classes.tiles}>
        {ORDER.map((key, index) =>
          data ? (
            <FigureTile
              key={key}
              tileKey={key}
              answer={data}
              previous={row}
              before={before}
              scope={scope}
              targetOf={targetOf}
              isHero={index === 0}
              onApprovals={onApprovals}
            />
          ) : (
            <div key={key} className={classes.tile} data-figure={key} data-hero={index === 0 || undefined}>
              <Skeleton height="100%" mih={132} />
            </div>
          ),
        )}
      </div>
    </section>
  );
}
