"use client";

import { Stack, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconPlus } from "@tabler/icons-react";
import type { Route } from "next";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { BottomSheet } from "@/components/common/bottom-sheet";
import { Link } from "@/components/common/link";
import { useCan, useMe } from "@/components/common/me-context";
import { isCurrent, type NavigationEntry, navigationFor } from "./navigation";
import { NavigationBadge } from "./navigation-badge";
import { NavigationLink } from "./navigation-link";
import classes from "./shell.module.css";

const ON_THE_BAR = ["overview", "review", "alerts"];

function BarLink({ entry }: { entry: NavigationEntry }) {
  const t = useTranslations("shell.nav");
  const Icon = entry.icon;
  const current = isCurrent(entry, usePathname());
  return (
    <Link href={entry.href as Route} className={classes.barItem} aria-current={current ? "page" : undefined}>
      <span className={classes.barIcon}>
        <Icon size={22} stroke={1.6} aria-hidden />
        <NavigationBadge entryKey={entry.key} />
      </span>
      {t(entry.key)}
    </Link>
  );
}

/** Phone: what is needed all the time within reach of the thumb, the rest behind More. */
export function BottomBar() {
  const t = useTranslations("shell");
  const [opened, { open, close }] = useDisclosure(false);
  const mayLog = useCan("jobs:log");
  const entries = navigationFor(useMe().permissions);
  const onBar = entries.filter(({ key }) => ON_THE_BAR.includes(key));
  const rest = entries.filter(({ key }) => !ON_THE_BAR.includes(key));
  return (
    <nav className={classes.bar} aria-label={t("mainNavigation")}>
      {onBar.slice(0, 2).map((entry) => (
        <BarLink key={entry.key} entry={entry} />
      ))}
      {mayLog ? (
        <Link href={"/jobs/new" as Route} className={classes.barItem} data-accent>
          <IconPlus size={22} stroke={2} aria-hidden />
          {t("log")}
        </Link>
      ) : null}
      {onBar.slice(2).map((entry) => (
        <BarLink key={entry.key} entry={entry} />
      ))}
      <UnstyledButton className={classes.barItem} onClick={open} aria-expanded={opened} aria-haspopup="dialog">
        <IconDots size={22} stroke={1.6} aria-hidden />
        {t("more")}
      </UnstyledButton>
      <BottomSheet opened={opened} onClose={close} title={t("more")}>
        <Stack gap={2} pb="md">
          {rest.map((entry) => (
            <NavigationLink key={entry.key} entry={entry} onFollow={close} />
          ))}
        </Stack>
      </BottomSheet>
    </nav>
  );
}
