"use client";

import { IconPlugConnectedX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { channelsQuery } from "@/lib/notifications/queries";
import classes from "./notifications.module.css";

/** On every page of those who may mend it: alerts that nobody gets must not go unnoticed. */
export function BrokenBanner() {
  const t = useTranslations("notifications.broken");
  const { list } = useFormat();
  const { data } = useQuery({ ...channelsQuery(), enabled: useCan("alerts:write") });
  const broken = data?.data.filter(({ brokenAt }) => brokenAt !== null) ?? [];
  if (broken.length === 0) return null;
  return (
    <p className={classes.banner} role="status">
      <IconPlugConnectedX size={18} stroke={1.8} aria-hidden />
      <span>
        {t("banner", { count: broken.length, names: list(broken.map(({ name }) => name)) })}{" "}
        <Link href={"/settings/notifications" as Route}>{t("mend")}</Link>
      </span>
    </p>
  );
}
