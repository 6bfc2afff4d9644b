"use client";

import { Anchor, Button } from "@mantine/core";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { withQuery } from "@/lib/http/with-query";
import { useMayCalibrate } from "./use-may-calibrate";

/** From where targets are: a button, or beside a campaign's own a link that begins with it. */
export function CalibrateLink({ campaign }: { campaign?: string }) {
  const t = useTranslations("alerts.calibrate");
  if (!useMayCalibrate()) return null;
  const href = withQuery("/alerts/calibrate", { campaign }) as Route;
  if (campaign === undefined)
    return (
      <Button component={Link} href={href} variant="default">
        {t("open")}
      </Button>
    );
  return (
    <Anchor component={Link} href={href} size="sm">
      {t("ofCampaign")}
    </Anchor>
  );
}
