"use client";

import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconDownload, IconLock, IconLockOpen, IconPrinter } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useWriteKey } from "@/components/prices/use-write";
import { withQuery } from "@/lib/http/with-query";
import { closePeriod, periodsKey, reopenPeriod } from "@/lib/periods/queries";
import type { PeriodDetail } from "@/lib/periods/schema";

/** What is not settled yet: it can be closed all the same, and what comes later is booked later. */
function Warnings({ period }: { period: PeriodDetail }) {
  const t = useTranslations("periods");
  const { unpricedJobs, openImages } = period;
  if (unpricedJobs === 0 && openImages === 0) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t("beforeClosing")}>
      {unpricedJobs > 0 ? <Text size="sm">{t("unpricedWarning", { count: unpricedJobs })}</Text> : null}
      {openImages > 0 ? <Text size="sm">{t("openWarning", { count: openImages })}</Text> : null}
    </Alert>
  );
}

function useWrite(done: string, close: () => void) {
  const t = useTranslations("periods");
  const client = useQueryClient();
  return {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: periodsKey });
      notifyDone(done);
      close();
    },
    onError: (error: unknown) => notifyFailed(error, t("notSaved")),
  };
}

function CloseMonth({ period }: { period: PeriodDetail }) {
  const t = useTranslations("periods");
  const tc = useTranslations("common");
  const format = useFormat();
  const name = format.month(`${period.month}-01`);
  const [opened, { open, close }] = useDisclosure(false);
  const [note, setNote] = useState("");
  const keyOf = useWriteKey();
  const write = useMutation({
    mutationFn: () => closePeriod({ month: period.month, note, idempotencyKey: keyOf({ close: period.month, note }) }),
    ...useWrite(t("closed", { month: name }), close),
  });
  return (
    <>
      <Button leftSection={<IconLock size={16} aria-hidden />} onClick={open}>
        {t("close")}
      </Button>
      <Modal opened={opened} onClose={close} title={t("closeTitle", { month: name })}>
        <Stack>
          <Text size="sm">{t("closeBody")}</Text>
          <Warnings period={period} />
          <Textarea
            label={t("closeNote")}
            value={note}
            maxLength={500}
            autosize
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {tc("cancel")}
            </Button>
            <Button loading={write.isPending} onClick={() => write.mutate()}>
              {t("close")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function ReopenMonth({ period }: { period: PeriodDetail }) {
  const t = useTranslations("periods");
  const tc = useTranslations("common");
  const format = useFormat();
  const name = format.month(`${period.month}-01`);
  const [opened, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState("");
  const keyOf = useWriteKey();
  const write = useMutation({
    mutationFn: () =>
      reopenPeriod({ month: period.month, reason, idempotencyKey: keyOf({ of: period.closing?.id, reason }) }),
    ...useWrite(t("reopened", { month: name }), close),
  });
  return (
    <>
      <Button variant="default" leftSection={<IconLockOpen size={16} aria-hidden />} onClick={open}>
        {t("reopen")}
      </Button>
      <Modal opened={opened} onClose={close} title={t("reopenTitle", { month: name })}>
        <Stack>
          <Text size="sm">{t("reopenBody")}</Text>
          <Textarea
            label={t("reason")}
            required
            value={reason}
            maxLength={500}
            autosize
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {tc("cancel")}
            </Button>
            <Button loading={write.isPending} disabled={reason.trim() === ""} onClick={() => write.mutate()}>
              {t("reopen")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

export function MonthActions({ period }: { period: PeriodDetail }) {
  const t = useTranslations("periods");
  const locale = useLocale();
  const mayClose = useCan("periods:close");
  const mayExport = useCan("exports:read");
  const file = { month: period.month, dialect: locale === "de" ? "de" : null };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
        visibleFrom="sm"
      >
        {t("print")}
      </Button>
      {mayExport ? (
        <Button
          component="a"
          href={withQuery("/api/v1/exports/months.csv", file)}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t("csv")}
        </Button>
      ) : null}
      {mayClose && period.limitedTo === null && period.state === "closing" ? <CloseMonth period={period} /> : null}
      {mayClose && period.limitedTo === null && period.state === "closed" ? <ReopenMonth period={period} /> : null}
    </>
  );
}
