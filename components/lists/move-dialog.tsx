"use client";

import { Alert, Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMe } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { dayIn } from "@/lib/core/period";
import { moveCampaign } from "@/lib/dimensions/queries";
import type { Campaign } from "@/lib/dimensions/schema";
import { CodeSelect } from "./code-select";
import { DayField } from "./day-field";
import { useListRefresh } from "./use-list-actions";
import { useListProblem } from "./use-list-problem";

type Props = { campaign: Campaign; onClose: () => void };

function SoFar({ campaign }: Pick<Props, "campaign">) {
  const t = useTranslations("lists");
  const format = useFormat();
  if (campaign.costCenters.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("moveSoFar")}
      </Text>
      <List size="sm">
        {campaign.costCenters.map(({ firstDay, costCenter }) => (
          <List.Item key={firstDay}>{t("moveSince", { costCenter, day: format.day(firstDay) })}</List.Item>
        ))}
      </List>
    </div>
  );
}

function MoveForm({ campaign, onClose }: Props) {
  const t = useTranslations("lists");
  const common = useTranslations("common");
  const format = useFormat();
  const refresh = useListRefresh();
  const { say } = useListProblem();
  const { organization } = useMe();
  const [costCenter, setCostCenter] = useState("");
  const [firstDay, setFirstDay] = useState(() => dayIn(organization.timeZone, new Date()));
  const moving = useMutation({
    mutationFn: () => moveCampaign(campaign.id, { costCenter, firstDay }),
    onSuccess: async ({ jobsKept }) => {
      const told = { code: campaign.code, costCenter, day: format.day(firstDay) };
      notifyDone(jobsKept > 0 ? t("movedKept", { ...told, jobs: jobsKept }) : t("moved", told));
      onClose();
      await refresh();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        moving.mutate();
      }}
    >
      <Stack>
        <SoFar campaign={campaign} />
        <CodeSelect
          list="cost-centers"
          label={t("moveTo")}
          value={costCenter}
          onChange={setCostCenter}
          required
          data-autofocus
        />
        <DayField label={t("moveFrom")} value={firstDay} onChange={setFirstDay} required />
        <Text size="sm" c="dimmed">
          {t("moveHint")}
        </Text>
        {moving.error ? (
          <Alert color="red" role="alert">
            {say(moving.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" disabled={!costCenter || !firstDay} loading={moving.isPending}>
            {t("moveDo")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function MoveDialog({ campaign, onClose }: { campaign: Campaign | null; onClose: () => void }) {
  const t = useTranslations("lists");
  const common = useTranslations("common");
  return (
    <Modal
      opened={campaign !== null}
      onClose={onClose}
      title={campaign ? t("moveTitle", { code: campaign.code }) : ""}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {campaign ? <MoveForm key={campaign.id} campaign={campaign} onClose={onClose} /> : null}
    </Modal>
  );
}
