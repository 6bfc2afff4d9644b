"use client";

import { Button, Group, Text } from "@mantine/core";
import { IconChecks, IconTransfer } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/components/common/me-context";
import { type JobListParams, jobCountQuery } from "@/lib/jobs/queries";
import type { Job } from "@/lib/jobs/schema";
import classes from "./jobs.module.css";
import type { Selection } from "./use-selection";

// Most visits look at the list and choose nothing.
const DecideMany = dynamic(() => import("./decide-many").then((loaded) => loaded.DecideMany), { ssr: false });
const MendDrawer = dynamic(() => import("./mend-drawer").then((loaded) => loaded.MendDrawer), { ssr: false });

type Props = { selection: Selection; jobs: readonly Job[]; params: JobListParams };

/** Whoever can neither correct nor decide has nothing to choose jobs for. */
export function useMayChoose(): boolean {
  const mayCorrect = useCan("jobs:correct");
  const mayDecide = useCan("reviews:decide");
  return mayCorrect || mayDecide;
}

/** What can be done with the chosen jobs; stays in sight while the list scrolls. */
export function SelectionBar({ selection, jobs, params }: Props) {
  const t = useTranslations("jobs.select");
  const mayCorrect = useCan("jobs:correct");
  const mayDecide = useCan("reviews:decide");
  const [open, setOpen] = useState<"mend" | "decide" | null>(null);
  const { data } = useQuery({ ...jobCountQuery(params), enabled: selection.isAny });
  if (!selection.isAny) return null;
  const isAll = selection.chosen.kind === "all";
  const matching = data?.jobs ?? null;
  const count = selection.count ?? matching;
  const done = () => {
    setOpen(null);
    selection.clear();
  };
  return (
    <section className={classes.selection} aria-label={t("bar")}>
      <Text size="sm" fw={600} role="status">
        {isAll ? t("all", { count: count ?? 0 }) : t("some", { count: count ?? 0 })}
      </Text>
      {!isAll && matching !== null && matching > (count ?? 0) ? (
        <Button size="compact-sm" variant="subtle" onClick={selection.chooseMatching}>
          {t("matching", { count: matching })}
        </Button>
      ) : null}
      <Group gap="xs" className={classes.selectionActs}>
        {mayCorrect ? (
          <Button size="sm" leftSection={<IconTransfer size={16} aria-hidden />} onClick={() => setOpen("mend")}>
            {t("mend")}
          </Button>
        ) : null}
        {mayDecide ? (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconChecks size={16} aria-hidden />}
            onClick={() => setOpen("decide")}
          >
            {t("decide")}
          </Button>
        ) : null}
        <Button size="sm" variant="subtle" color="gray" onClick={selection.clear}>
          {t("none")}
        </Button>
      </Group>
      {open === "mend" ? (
        <MendDrawer
          opened
          chosen={selection.chosen}
          count={count}
          params={params}
          onClose={() => setOpen(null)}
          onDone={done}
        />
      ) : null}
      {open === "decide" ? (
        <DecideMany
          opened
          chosen={selection.chosen}
          jobs={jobs}
          params={params}
          onClose={() => setOpen(null)}
          onDone={done}
        />
      ) : null}
    </section>
  );
}
