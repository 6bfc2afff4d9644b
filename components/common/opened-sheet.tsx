"use client";

import { Drawer } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import classes from "./sheet.module.css";

export type SheetProps = { opened: boolean; onClose: () => void; title: string; children: ReactNode };

export function OpenedSheet({ opened, onClose, title, children }: SheetProps) {
  const t = useTranslations("common");
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      classNames={{ content: classes.sheet ?? "" }}
      title={title}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {children}
    </Drawer>
  );
}
