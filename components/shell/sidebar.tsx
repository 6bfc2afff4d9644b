"use client";

import { UnstyledButton } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useMe } from "@/components/common/me-context";
import { Named } from "@/components/common/named";
import { Logo } from "./logo";
import { NAVIGATION_GROUPS, navigationFor } from "./navigation";
import { NavigationLink } from "./navigation-link";
import classes from "./shell.module.css";

/** The left side of every page on a wide screen; folded, it keeps icons with their names in tooltips. */
export function Sidebar({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const t = useTranslations("shell");
  const entries = navigationFor(useMe().permissions);
  const Icon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const foldLabel = t(folded ? "expand" : "collapse");
  return (
    <nav className={classes.sidebar} data-folded={folded || undefined} aria-label={t("mainNavigation")}>
      <Link href="/" className={classes.brand} aria-label="Pixelledger">
        <Logo />
        <span className={classes.brandName} aria-hidden>
          Pixelledger
        </span>
      </Link>
      <div className={classes.entries}>
        {NAVIGATION_GROUPS.map((group) => {
          const own = entries.filter((entry) => entry.group === group);
          if (own.length === 0) return null;
          return (
            <ul key={group} className={classes.group} aria-label={t(`group.${group}`)}>
              {group === "settings" ? (
                <li className={classes.groupName} aria-hidden>
                  {t("group.settings")}
                </li>
              ) : null}
              {own.map((entry) => (
                <li key={entry.key}>
                  <NavigationLink entry={entry} folded={folded} />
                </li>
              ))}
            </ul>
          );
        })}
      </div>
      <Named label={foldLabel} position="right" isNeeded={folded}>
        <UnstyledButton className={classes.fold} onClick={onFold} aria-label={foldLabel} aria-expanded={!folded}>
          <Icon size={20} stroke={1.6} aria-hidden />
          <span className={classes.linkLabel}>{foldLabel}</span>
        </UnstyledButton>
      </Named>
    </nav>
  );
}
