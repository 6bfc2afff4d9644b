"use client";

import { Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { showOnce } from "@/components/settings/shown-once";

/** A webhook's signing secret, this once. */
export function useShowSecret(): (made: { name: string; secret: string | null }) => void {
  const t = useTranslations("notifications.secret");
  return ({ name, secret }) => {
    if (secret === null) return;
    const more = (
      <Text size="sm" c="dimmed">
        {t("how")}
      </Text>
    );
    showOnce({ title: t("title", { name }), body: t("body"), secret, doneLabel: t("done"), more });
  };
}
