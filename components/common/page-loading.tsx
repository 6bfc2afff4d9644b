"use client";

import { Skeleton, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";

/** The place of a title, of what narrows the page, and of its content. */
export function PageLoading() {
  const t = useTranslations("common");
  return (
    <Stack gap="lg" role="status" aria-label={t("loading")}>
      <Skeleton height={32} width={220} />
      <Skeleton height={36} />
      <Skeleton height={340} radius="md" />
    </Stack>
  );
}
