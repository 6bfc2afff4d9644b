"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { TILES } from "@/lib/kpi/chart";
import { kpiQueryOptions } from "@/lib/kpi/queries";
import classes from "./overview.module.css";
import { type OverviewScope, overviewQuestions } from "./questions";
import { FigureTile } from "./tile";

/** Never asked: the range has no period before it. */
const NO_PERIOD = { from: "2000-01-01", to: "2000-01-01" };

/** The figures of the range, each beside what it was before. */
export function Figures({ scope }: { scope: OverviewScope }) {
  const t = useTranslations("overview");
  const { before, total, previous } = overviewQuestions(scope);
  const now = useQuery(kpiQueryOptions(total));
  const earlier = useQuery({ ...kpiQueryOptions(previous ?? NO_PERIOD), enabled: previous !== null });
  const { data } = now;
  const row = earlier.isPlaceholderData || !previous ? null : (earlier.data?.total ?? null);

  return (
    <section
      aria-label={t("figures")}
      className={classes.tiles}
      data-old={now.isPlaceholderData || undefined}
      aria-busy={now.isPlaceholderData}
    >
      {TILES.map((key) =>
        data ? (
          <FigureTile key={key} tileKey={key} row={data.total} previous={row} before={before} scope={scope} />
        ) : (
          <Skeleton key={key} height={168} radius="md" />
        ),
      )}
    </section>
  );
}
