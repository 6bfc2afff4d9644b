"use client";

import { Button, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { mendRunsQuery, undoMend } from "@/lib/jobs/queries";
import type { MendAnswer, Run } from "@/lib/jobs/schema/mend";
import classes from "./jobs.module.css";
import { useRefreshFigures } from "./use-job-form";

/** The reverse correction, and what it says afterwards. */
function useUndo() {
  const t = useTranslations("jobs.mend");
  const refresh = useRefreshFigures();
  return useMutation({
    mutationFn: (id: string) => undoMend({ id, idempotencyKey: `undo-${id}` }),
    onSuccess: ({ jobs, skipped }) => {
      const stayed = skipped.reduce((sum, one) => sum + one.jobs, 0);
      notifyDone([t("undone", { count: jobs }), ...(stayed > 0 ? [t("stayed", { count: stayed })] : [])].join(" "));
    },
    onError: (error) => notifyFailed(error, t("undoFailed")),
    onSettled: refresh,
  });
}

function UndoBody({ run, id }: { run: MendAnswer; id: string }) {
  const t = useTranslations("jobs.mend");
  const undo = useUndo();
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm">{t("done", { count: run.jobs })}</Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={undo.isPending}
        onClick={() => undo.mutate(run.id, { onSuccess: () => notifications.hide(id) })}
      >
        {t("undo")}
      </Button>
    </Stack>
  );
}

/** Says that it was done, with the way back. */
export function notifyMended(run: MendAnswer): void {
  const id = `mended-${run.id}`;
  notifyDone(<UndoBody run={run} id={id} />, undefined, { id, autoClose: 20_000 });
}

function RunLine({ run }: { run: Run }) {
  const t = useTranslations("jobs.mend");
  const format = useFormat();
  const undo = useUndo();
  const [isUndone, setUndone] = useState(false);
  const { id, at, by, reason, jobs, cost, currency, undoes, undoneBy } = run;
  const money = format.money(cost, { currency });
  return (
    <li className={classes.run}>
      <div>
        <Text size="sm">{reason}</Text>
        <Text size="xs" c="dimmed">
          {t("run", { count: jobs, cost: money, when: format.dateTime(at), who: by ?? t("system") })}
        </Text>
      </div>
      {undoes || undoneBy || isUndone ? (
        <Text size="xs" c="dimmed">
          {t(undoes ? "isUndo" : "isUndone")}
        </Text>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          loading={undo.isPending}
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          aria-label={t("undoNamed", { reason })}
          onClick={() => undo.mutate(id, { onSuccess: () => setUndone(true) })}
        >
          {t("undo")}
        </Button>
      )}
    </li>
  );
}

/** The latest corrections of many jobs, each with its way back. */
export function MendRuns() {
  const t = useTranslations("jobs.mend");
  const runs = useQuery(mendRunsQuery()).data?.data ?? [];
  if (runs.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={t("latest")}>
      <Title order={3} size="h4">
        {t("latest")}
      </Title>
      <ul className={classes.runs}>
        {runs.map((run) => (
          <RunLine key={run.id} run={run} />
        ))}
      </ul>
    </Stack>
  );
}
