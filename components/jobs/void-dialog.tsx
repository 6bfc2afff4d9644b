"use client";

import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useProblem } from "@/components/common/use-problem";
import { voidJob } from "@/lib/jobs/queries";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { useRefreshFigures } from "./use-job-form";

type Props = { job: JobDetail; isOpen: boolean; onClose: () => void };

function VoidForm({ job, onClose }: Pick<Props, "job" | "onClose">) {
  const t = useTranslations("jobs");
  const tc = useTranslations("common");
  const format = useFormat();
  const refresh = useRefreshFigures();
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const isMissing = isAsked && reason.trim() === "";
  const pictures = job.imagesDelivered;
  const { amount, currency } = job.cost;
  const voiding = useMutation({
    mutationFn: () => voidJob({ id: job.id, reason: reason.trim(), idempotencyKey: `void-${job.id}-${job.revision}` }),
    onSuccess: () => {
      notifyDone(t("void.done"));
      onClose();
    },
    onSettled: refresh,
  });
  const { error } = voiding;
  const { say } = useProblem();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (reason.trim() !== "") voiding.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          {amount === null
            ? t("void.saysUnpriced", { pictures })
            : t("void.says", { cost: format.money(amount, { currency }), pictures })}
        </Text>
        {error ? (
          <Alert color="red" variant="light" title={t("void.failed")} role="alert">
            {say(error)}
          </Alert>
        ) : null}
        <Textarea
          label={t("void.reason")}
          required
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          error={isMissing ? t("void.reasonNeeded") : undefined}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {tc("cancel")}
          </Button>
          <Button type="submit" color="red.8" loading={voiding.isPending}>
            {t("void.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Says what goes, asks why, and takes the job out of every count. */
export function VoidDialog({ job, isOpen, onClose }: Props) {
  const t = useTranslations("jobs");
  const tc = useTranslations("common");
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("void.title")} closeButtonProps={{ "aria-label": tc("close") }}>
      <VoidForm job={job} onClose={onClose} />
    </Modal>
  );
}
