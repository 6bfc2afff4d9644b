"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { notifyDone } from "@/components/common/notify";
import { Problem } from "@/components/people/public-card";
import { changeMember, peopleKey } from "@/lib/auth/queries";
import type { Member } from "@/lib/auth/schema/people";
import { lacksCostCenter, type Rights, RightsFields } from "./rights-fields";
import { useSettingsProblem } from "./use-settings-problem";

/** Role and limit of one member; open while there is one. */
export function RightsModal({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const t = useTranslations("settings.members");
  const common = useTranslations("common");
  return (
    <Modal
      opened={member !== null}
      onClose={onClose}
      title={t("changeTitle", { name: member?.name ?? "" })}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {member ? <RightsForm member={member} onClose={onClose} /> : null}
    </Modal>
  );
}

function RightsForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTranslations("settings");
  const { say } = useSettingsProblem();
  const queryClient = useQueryClient();
  const [rights, setRights] = useState<Rights>({ role: member.role, costCenters: member.costCenters });
  const [showErrors, setShowErrors] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: changeMember,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: peopleKey });
      notifyDone(t("saved"));
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setShowErrors(true);
    if (!lacksCostCenter(rights)) mutate({ id: member.id, ...rights });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <Problem text={error ? say(error) : null} />
        <RightsFields value={rights} onChange={setRights} showErrors={showErrors} />
        <Group justify="flex-end">
          <Button type="submit" loading={isPending}>
            {t("members.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
