"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { InboxBell } from "@/components/notifications/inbox-bell";
import { LanguageMenu } from "./language-menu";
import { Logo } from "./logo";
import { OrganizationMenu } from "./organization-menu";
import { PersonMenu } from "./person-menu";
import { SearchButton } from "./search-button";
import classes from "./shell.module.css";
import { ThemeToggle } from "./theme-toggle";

const NEW_JOB = "/jobs/new" as Route;

/** The button; its key n is one of the product's shortcuts. */
function LogJobButton() {
  const t = useTranslations("shell");
  return (
    <Button
      component={Link}
      href={NEW_JOB}
      size="sm"
      leftSection={<IconPlus size={16} aria-hidden />}
      aria-keyshortcuts="n"
      title={t("logJobHint")}
      visibleFrom="sm"
      mx="xs"
    >
      {t("logJob")}
      <kbd className={classes.key} aria-hidden>
        n
      </kbd>
    </Button>
  );
}

export function Header() {
  const mayLog = useCan("jobs:log");
  return (
    <div className={classes.header}>
      <div className={classes.headerStart}>
        <Link href="/" className={classes.headerBrand} aria-label="Pixelledger">
          <Logo size={24} />
        </Link>
        <OrganizationMenu />
      </div>
      <div className={classes.headerEnd}>
        <SearchButton />
        {mayLog ? <LogJobButton /> : null}
        <InboxBell />
        <LanguageMenu />
        <ThemeToggle />
        <PersonMenu />
      </div>
    </div>
  );
}
