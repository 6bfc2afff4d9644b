"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { Named } from "@/components/common/named";
import { isCurrent, type NavigationEntry } from "./navigation";
import { NavigationBadge } from "./navigation-badge";
import classes from "./shell.module.css";

type Props = { entry: NavigationEntry; folded?: boolean; onFollow?: () => void };

export function NavigationLink({ entry, folded = false, onFollow }: Props) {
  const t = useTranslations("shell.nav");
  const current = isCurrent(entry, usePathname());
  const Icon = entry.icon;
  const label = t(entry.key);
  return (
    <Named label={label} position="right" isNeeded={folded}>
      <Link
        href={entry.href as Route}
        className={classes.link}
        aria-current={current ? "page" : undefined}
        aria-label={folded ? label : undefined}
        {...(onFollow ? { onClick: onFollow } : {})}
      >
        <Icon size={20} stroke={1.6} aria-hidden />
        <span className={classes.linkLabel}>{label}</span>
        <NavigationBadge entryKey={entry.key} />
      </Link>
    </Named>
  );
}
