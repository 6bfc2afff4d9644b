"use client";

import { IconAlertTriangle } from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { jobsHref } from "@/components/filters/jobs-link";
import type { Filters } from "@/components/filters/url";
import type { Days } from "@/lib/core/period";
import classes from "./banner.module.css";

/** Sums are lower bounds until these jobs have a price: what to do about it, and which they are. */
export function UnpricedBanner({ count, scope }: { count: number; scope: Days & { filters: Filters } }) {
  const t = useTranslations("overview");
  const mayPrice = useCan("prices:write");
  if (count === 0) return null;
  return (
    <div className={classes.banner}>
      <IconAlertTriangle className={classes.bannerIcon} size={18} stroke={1.8} aria-hidden />
      <p>{t("unpriced", { count })}</p>
      <span className={classes.bannerLinks}>
        {mayPrice ? <Link href={"/prices" as Route}>{t("priceThem")}</Link> : null}
        <Link href={jobsHref(scope, { unpriced: "true" })}>{t("showThem")}</Link>
      </span>
    </div>
  );
}
