"use client";

import { Button, Menu, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
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

  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="subtle" color="gray" px="xs" rightSection={<IconSelector size={16} aria-hidden />}>
          <span className={classes.organization}>{organization.name}</span>
          <VisuallyHidden>, {t("switchOrganization")}</VisuallyHidden>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("switchOrganization")}</Menu.Label>
        <Menu.Item aria-current="true" rightSection={<IconCheck size={16} aria-hidden />}>
          {organization.name}
        </Menu.Item>
        {others.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => void change(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
