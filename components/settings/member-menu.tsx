"use client";

import { ActionIcon, Button, Group, Menu, Text } from "@mantine/core";
import { IconDots, IconKey, IconShield, IconUserCheck, IconUserOff } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { confirm } from "@/components/common/confirm";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { changeMember, makePasswordLink, peopleKey } from "@/lib/auth/queries";
import type { Member } from "@/lib/auth/schema/people";
import { ApiError } from "@/lib/http/fetch-json";
import { showOnce } from "./shown-once";
import { useSettingsProblem } from "./use-settings-problem";

/** What an admin can do with one member. */
export function MemberMenu({ member, onChange }: { member: Member; onChange: () => void }) {
  const t = useTranslations("settings");
  const { setActive, sendLink } = useMemberActions(member);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("actions", { name: member.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconShield size={16} aria-hidden />} onClick={onChange}>
          {t("members.change")}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => sendLink()}>
          {t("members.passwordLink")}
        </Menu.Item>
        {member.active ? (
          <Menu.Item leftSection={<IconUserOff size={16} aria-hidden />} onClick={() => void setActive(false)}>
            {t("members.deactivate")}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconUserCheck size={16} aria-hidden />} onClick={() => void setActive(true)}>
            {t("members.reactivate")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function useMemberActions({ id, name, email }: Member) {
  const t = useTranslations("settings.members");
  const { dateTime } = useFormat();
  const fail = useFail();
  const queryClient = useQueryClient();

  const activity = useMutation({
    mutationFn: (active: boolean) => changeMember({ id, active }),
    onSuccess: async ({ active }) => {
      await queryClient.invalidateQueries({ queryKey: peopleKey });
      notifyDone(
        <Group gap="xs" justify="space-between">
          <Text size="sm">{t(active ? "reactivatedDone" : "deactivatedDone", { name })}</Text>
          {active ? null : (
            <Button size="compact-xs" variant="default" onClick={() => activity.mutate(true)}>
              {t("undo")}
            </Button>
          )}
        </Group>,
      );
    },
    onError: fail,
  });

  const link = useMutation({
    mutationFn: () => makePasswordLink(id),
    onSuccess: ({ url, expiresAt }) => {
      if (url === null) {
        notifyDone(t("passwordSent", { email }));
        return;
      }
      const body = t("passwordBody", { name, until: dateTime(expiresAt) });
      showOnce({ title: t("passwordTitle"), body, secret: url, doneLabel: t("done") });
    },
    onError: fail,
  });

  async function setActive(active: boolean) {
    const question = {
      title: t("deactivateTitle", { name }),
      body: t("deactivateBody"),
      confirmLabel: t("deactivate"),
    };
    if (active || (await confirm({ ...question, danger: true }))) activity.mutate(active);
  }

  return { setActive, sendLink: () => link.mutate() };
}

/** Says a refusal in the person's language. */
export function useFail(): (error: unknown) => void {
  const { say } = useSettingsProblem();
  return (error) => {
    const said = say(error);
    notifyFailed(error instanceof ApiError ? new ApiError(error.status, said) : error, said);
  };
}
