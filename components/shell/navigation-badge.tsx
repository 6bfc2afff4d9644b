"use client";

import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { firingQuery } from "@/lib/alerts/queries";
import { waitingQueryOptions } from "@/lib/reviews/queries";
import type { NavigationEntry } from "./navigation";
import classes from "./shell.module.css";

/** Beyond this nobody reads the digits. */
const MOST = 999;

function Waiting() {
  const t = useTranslations("review.nav");
  const format = useFormat();
  const { data } = useQuery({ ...waitingQueryOptions(), enabled: useCan("reviews:decide") });
  if (!data || data.waiting === 0) return null;
  return (
    <span className={classes.badge}>
      <span aria-hidden>{data.waiting > MOST ? `${format.count(MOST)}+` : format.count(data.waiting)}</span>
      <VisuallyHidden>{t("waiting", { count: format.count(data.waiting) })}</VisuallyHidden>
    </span>
  );
}

/** Alerts that fire and that nobody takes care of yet. */
function Firing() {
  const t = useTranslations("alerts");
  const format = useFormat();
  const { data } = useQuery({ ...firingQuery(), enabled: useCan("figures:read") });
  const untaken = data?.data.filter(({ acknowledged }) => acknowledged === null) ?? [];
  if (untaken.length === 0) return null;
  const isCritical = untaken.some(({ severity }) => severity === "critical");
  return (
    <span className={classes.badge} data-tone={isCritical ? "critical" : "warning"}>
      <span aria-hidden>{untaken.length > MOST ? `${format.count(MOST)}+` : format.count(untaken.length)}</span>
      <VisuallyHidden>{t("badge", { count: untaken.length })}</VisuallyHidden>
    </span>
  );
}

/** A count beside an entry of the navigation, where something waits for this person. */
export function NavigationBadge({ entryKey }: { entryKey: NavigationEntry["key"] }) {
  if (entryKey === "alerts") return <Firing />;
  return entryKey === "review" ? <Waiting /> : null;
}
