"use client";

import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMe } from "@/components/common/me-context";
import { notifyFailed } from "@/components/common/notify";
import { signOut } from "@/lib/auth/queries";
import classes from "./shell.module.css";

const initials = (name: string) =>
  name
    .split(/\s+/)
    .flatMap((word) => [...word].slice(0, 1))
    .slice(0, 2)
    .join("")
    .toUpperCase();

export function PersonMenu() {
  const t = useTranslations("shell");
  const { name, email, role } = useMe();

  async function leave() {
    try {
      await signOut();
      // A full load empties every cache of the browser's memory.
      window.location.assign("/sign-in");
    } catch (error) {
      notifyFailed(error, t("signOutFailed"));
    }
  }

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton ml={4} className={classes.person}>
          <Avatar size={32} radius="xl" color="teal" variant="light" aria-hidden>
            {initials(name)}
          </Avatar>
          <VisuallyHidden>{t("person", { name })}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {name}
          </Text>
          {email ? (
            <Text size="xs" c="dimmed" truncate>
              {email}
            </Text>
          ) : null}
          <Text size="xs" c="dimmed">
            {t(`role.${role}`)}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} href={"/account" as Route} leftSection={<IconUser size={16} aria-hidden />}>
          {t("account")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
