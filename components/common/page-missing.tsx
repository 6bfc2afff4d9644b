"use client";

import { Anchor } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { EmptyState } from "./states";

/** An address that leads nowhere, or to what another organization owns. */
export function PageMissing() {
  const t = useTranslations("errors");
  const home = (
    <Anchor component={Link} href="/overview">
      {t("home")}
    </Anchor>
  );
  return <EmptyState level={1} title={t("notFoundTitle")} hint={t("notFoundHint")} action={home} />;
}
