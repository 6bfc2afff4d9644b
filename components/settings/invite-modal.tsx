"use client";

import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useFormat } from "@/components/common/use-format";
import { Problem } from "@/components/people/public-card";
import { invite, peopleKey } from "@/lib/auth/queries";
import { email as emailShape } from "@/lib/auth/schema/people";
import { lacksCostCenter, type Rights, RightsFields } from "./rights-fields";
import { showOnce } from "./shown-once";
import { useSettingsProblem } from "./use-settings-problem";

const NOBODY: Rights = { role: "logger", costCenters: null };

export function InviteModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations("settings.members");
  const common = useTranslations("common");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("inviteTitle")}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <InviteForm onClose={onClose} />
    </Modal>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations("settings.members");
  const { say } = useSettingsProblem();
  const { dateTime } = useFormat();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [rights, setRights] = useState(NOBODY);
  const [showErrors, setShowErrors] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: invite,
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: peopleKey });
      onClose();
      showOnce({
        title: t("invited", { email: made.email }),
        body: made.sent ? t("invitedSent") : t("invitedLink", { until: dateTime(made.expiresAt) }),
        secret: made.url,
        doneLabel: t("done"),
      });
    },
  });
  const isAddress = emailShape.safeParse(email).success;

  function submit(event: FormEvent) {
    event.preventDefault();
    setShowErrors(true);
    if (isAddress && !lacksCostCenter(rights)) mutate({ email, ...rights });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Problem text={error ? say(error) : null} />
        <TextInput
          type="email"
          label={t("inviteEmail")}
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          error={showErrors && !isAddress ? t("emailInvalid") : undefined}
          autoComplete="off"
          data-autofocus
        />
        <RightsFields value={rights} onChange={setRights} showErrors={showErrors} />
        <Group justify="flex-end">
          <Button type="submit" loading={isPending}>
            {t("inviteSubmit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
