"use client";

import { Button, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ActionMenu } from "@/components/common/action-menu";
import { useMe } from "@/components/common/me-context";
import { notifyFailed } from "@/components/common/notify";
import { switchOrganization } from "@/lib/auth/queries";
import classes from "./shell.module.css";

/** Whose figures these are, and the way to another organization for those who belong to several. */
export function OrganizationMenu() {
  const t = useTranslations("shell");
  const { organization, organizations } = useMe();
  const queryClient = useQueryClient();
  const others = organizations.filter(({ id }) => id !== organization.id);
  if (others.length === 0) return <span className={classes.organization}>{organization.name}</span>;

  async function change(organizationId: string) {
    try {
      await switchOrganization(organizationId);
      queryClient.clear();
      // A full load: nothing of the other organization may stay on the screen.
      window.location.assign("/");
    } catch (error) {
      notifyFailed(error, t("switchFailed"));
    }
  }

  const button = (
    <Button variant="subtle" color="gray" px="xs" rightSection={<IconSelector size={16} aria-hidden />}>
      <span className={classes.organization}>{organization.name}</span>
      <VisuallyHidden>, {t("switchOrganization")}</VisuallyHidden>
    </Button>
  );
  const own = { id: organization.id, label: organization.name, isCurrent: true };
  return (
    <ActionMenu
      target={button}
      position="bottom-start"
      head={t("switchOrganization")}
      actions={[
        { ...own, mark: <IconCheck size={16} aria-hidden /> },
        ...others.map(({ id, name }) => ({ id, label: name, onClick: () => void change(id) })),
      ]}
    />
  );
}
