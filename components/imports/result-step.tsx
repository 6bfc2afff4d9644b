"use client";

import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { confirm } from "@/components/common/confirm";
import { Link } from "@/components/common/link";
import { confirmImport, rejectedUrl, undoImport } from "@/lib/intake/queries";
import type { ImportDetail } from "@/lib/intake/schema";
import { kpiKey } from "@/lib/kpi/queries";
import { Reasons } from "./reasons";
import { useStep } from "./use-import";

function UndoButton({ detail }: { detail: ImportDetail }) {
  const t = useTranslations("imports");
  const undo = useStep(() => undoImport(detail.id));
  async function ask() {
    const body = t(`undoBody.${detail.kind}`, { count: detail.rows.accepted });
    const sure = await confirm({ title: t("undoTitle"), body, confirmLabel: t("undo"), danger: true });
    if (sure) undo.mutate(undefined);
  }
  return (
    <Button variant="default" loading={undo.isPending} onClick={() => void ask()}>
      {t("undo")}
    </Button>
  );
}

function SeeButton({ detail }: { detail: ImportDetail }) {
  const t = useTranslations("imports");
  if (detail.rows.accepted === 0) return null;
  const { href, label } =
    detail.kind === "campaigns"
      ? ({ href: "/campaigns", label: t("seeCampaigns") } as const)
      : ({ href: `/jobs?importId=${detail.id}`, label: t("seeJobs") } as const);
  return (
    <Button component={Link} href={href} variant="default">
      {label}
    </Button>
  );
}

function Rejected({ detail }: { detail: ImportDetail }) {
  const t = useTranslations("imports");
  if (detail.reasons.length === 0) return null;
  return (
    <Stack>
      <Reasons reasons={detail.reasons} />
      <Group>
        <Button component="a" href={rejectedUrl(detail.id)} download variant="default">
          {t("downloadRejected")}
        </Button>
        <Text size="sm" c="dimmed" maw="60ch">
          {t("downloadHint")}
        </Text>
      </Group>
    </Stack>
  );
}

function Again() {
  const t = useTranslations("imports");
  return (
    <Button component={Link} href="/imports/new">
      {t("again")}
    </Button>
  );
}

function Failed({ detail }: { detail: ImportDetail }) {
  const t = useTranslations("imports");
  const retry = useStep(() => confirmImport(detail.id));
  const key = `problem.${detail.problem ?? "BROKEN"}` as "problem.BROKEN";
  const hopeless =
    detail.problem === "EMPTY_FILE" || detail.problem === "NO_ROWS" || detail.problem === "UNKNOWN_COLUMN";
  return (
    <Stack>
      <Alert color="red" variant="light" title={t("failedTitle")} role="alert">
        {t(t.has(key) ? key : "problem.BROKEN")}
      </Alert>
      <Group>
        {hopeless ? (
          <Again />
        ) : (
          <Button loading={retry.isPending} onClick={() => retry.mutate(undefined)}>
            {t("continue")}
          </Button>
        )}
        {detail.rows.accepted > 0 ? <UndoButton detail={detail} /> : null}
      </Group>
    </Stack>
  );
}

function Done({ detail }: { detail: ImportDetail }) {
  const t = useTranslations("imports");
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>{t("doneTitle", { accepted: detail.rows.accepted })}</Title>
        <Text size="sm" c="dimmed">
          {t("doneBody", { replayed: detail.rows.replayed, rejected: detail.rows.rejected })}
        </Text>
      </div>
      <Group>
        <Again />
        <SeeButton detail={detail} />
        {detail.rows.accepted > 0 ? <UndoButton detail={detail} /> : null}
      </Group>
      <Rejected detail={detail} />
    </Stack>
  );
}

/** What became of the file; figures on other pages are asked for anew. */
export function ResultStep({ detail }: { detail: ImportDetail }) {
  const t = useTranslations("imports");
  const client = useQueryClient();
  const { state } = detail;
  useEffect(() => {
    if (state !== "done" && state !== "undone") return;
    for (const queryKey of [kpiKey, ["jobs"], ["lists"]]) void client.invalidateQueries({ queryKey });
  }, [client, state]);
  if (state === "failed") return <Failed detail={detail} />;
  if (state === "done") return <Done detail={detail} />;
  const isUndone = state === "undone";
  return (
    <Stack>
      <Title order={2}>{t(isUndone ? "undoneTitle" : "cancelledTitle")}</Title>
      <Text size="sm">{t(isUndone ? "undoneBody" : "cancelledBody")}</Text>
      <Group>
        <Again />
      </Group>
    </Stack>
  );
}
