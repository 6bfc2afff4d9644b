"use client";

import { IconCloudOff } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { Named } from "@/components/common/named";
import { useFormat } from "@/components/common/use-format";
import classes from "./live.module.css";
import { useLiveUpdates } from "./use-live-updates";

/** Keeps figures up to date, and says quietly since when it cannot. */
export function LiveMark() {
  const t = useTranslations("shell.live");
  const format = useFormat();
  const lostAt = useLiveUpdates();
  return (
    <span role="status" className={classes.place}>
      {lostAt ? (
        <Named label={t("hint")}>
          <span className={classes.mark}>
            <IconCloudOff size={16} stroke={1.6} aria-hidden />
            <span className={classes.words}>{t("since", { time: format.dateTime(lostAt.toISOString()) })}</span>
          </span>
        </Named>
      ) : null}
    </span>
  );
}
