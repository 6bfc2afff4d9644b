"use client";

import { Avatar, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { ActionMenu } from "@/components/common/action-menu";
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

  const button = (
    <UnstyledButton ml={4} className={classes.person}>
      <Avatar size={32} radius="xl" color="teal" variant="light" aria-hidden>
        {initials(name)}
      </Avatar>
      <VisuallyHidden>{t("person", { name })}</VisuallyHidden>
    </UnstyledButton>
  );
  const head = (
    <>
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
    </>
  );
  return (
    <ActionMenu
      target={button}
      width={240}
      head={head}
      actions={[
        {
          id: "account",
          label: t("account"),
          href: "/account",
          icon: <IconUser size={16} aria-hidden />,
          startsGroup: true,
        },
        { id: "leave", label: t("signOut"), icon: <IconLogout size={16} aria-hidden />, onClick: () => void leave() },
      ]}
    />
  );
}
