"use client";

import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { overlays } from "./overlays-ready";

/** Where dialogs and notices appear. */
export function Overlays() {
  const t = useTranslations("common");
  useEffect(() => overlays.resolve(), []);
  return (
    <>
      <ModalsProvider
        labels={{ confirm: t("confirm"), cancel: t("cancel") }}
        modalProps={{ closeButtonProps: { "aria-label": t("close") } }}
      />
      <Notifications position="bottom-right" limit={4} zIndex={400} />
    </>
  );
}
