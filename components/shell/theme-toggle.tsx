"use client";

import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { Named } from "@/components/common/named";
import classes from "./shell.module.css";

export function ThemeToggle() {
  const t = useTranslations("shell");
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme("light");
  // Both icons are in the page and CSS shows one: the server does not know the theme.
  return (
    <Named label={t("theme")}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t("theme")}
        onClick={() => setColorScheme(shown === "dark" ? "light" : "dark")}
      >
        <IconMoon size={20} stroke={1.6} className={classes.inLight} aria-hidden />
        <IconSun size={20} stroke={1.6} className={classes.inDark} aria-hidden />
      </ActionIcon>
    </Named>
  );
}
