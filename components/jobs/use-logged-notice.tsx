"use client";

import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCheck } from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Link } from "@/components/common/link";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { voidJob } from "@/lib/jobs/queries";
import type { Job } from "@/lib/jobs/schema";
import { useRefreshFigures } from "./use-job-form";

const UNDO_WITHIN_MS = 20_000;

type BodyProps = { job: Job; id: string; onUndone: () => void };

function LoggedBody({ job, id, onUndone }: BodyProps) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const refresh = useRefreshFigures();
  const [isUndoing, setUndoing] = useState(false);
  const what = [t(`kind.${job.kind}`), job.model ?? job.provider].join(" · ");

  async function undo() {
    setUndoing(true);
    try {
      await voidJob({ id: job.id, reason: t("logged.undoReason"), idempotencyKey: `undo-${job.id}` });
      notifications.hide(id);
      notifyDone(t("logged.undone"));
      refresh();
      onUndone();
    } catch (error) {
      setUndoing(false);
      notifyFailed(error, t("logged.undoFailed"));
    }
  }

  return (
    <>
      <Text size="sm">
        {job.cost.amount === null
          ? t("logged.unpriced", { what })
          : t("logged.cost", { cost: format.money(job.cost.amount, { currency: job.cost.currency }), what })}
      </Text>
      <Group gap="xs" mt={4}>
        <Button size="compact-sm" variant="default" loading={isUndoing} onClick={() => void undo()}>
          {t("logged.undo")}
        </Button>
        <Button size="compact-sm" variant="subtle" component={Link} href={`/jobs/${job.id}` as Route}>
          {t("logged.show")}
        </Button>
      </Group>
    </>
  );
}

/** Says that a job was logged, with the way back. `onUndone` gives the form what was typed. */
export function useLoggedNotice() {
  const t = useTranslations("jobs");
  const tc = useTranslations("common");
  return (job: Job, onUndone: () => void) => {
    const id = `logged-${job.id}`;
    notifications.show({
      id,
      color: "teal",
      icon: <IconCheck size={18} aria-hidden />,
      title: t("logged.title"),
      message: <LoggedBody job={job} id={id} onUndone={onUndone} />,
      autoClose: UNDO_WITHIN_MS,
      closeButtonProps: { "aria-label": tc("close") },
    });
  };
}
