"use client";

import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
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

/** A count beside an entry of the navigation, where something waits for this person. */
export function NavigationBadge({ entryKey }: { entryKey: NavigationEntry["key"] }) {
  return entryKey === "review" ? <Waiting /> : null;
}
