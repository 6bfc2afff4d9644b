"use client";

import { Drawer } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { confirm } from "@/components/common/confirm";
import type { ListName, ListRow } from "@/lib/dimensions/schema";
import type { Values } from "./fields";
import { RowForm } from "./row-form";

type Props = {
  list: ListName;
  /** null = closed, "new" = add, else the row to change. */
  open: ListRow | "new" | null;
  given?: Values;
  onClose: () => void;
};

export function RowDrawer({ list, open, given, onClose }: Props) {
  const t = useTranslations("lists");
  const common = useTranslations("common");
  const dirty = useRef(false);
  const row = open === "new" ? null : open;
  const close = () => {
    dirty.current = false;
    onClose();
  };
  // Escape or a click beside it must not cost what was typed.
  const closeIfMeant = async () => {
    if (!dirty.current) return close();
    const question = { title: t("unsaved"), body: t("unsavedBody"), confirmLabel: t("discard") };
    if (await confirm(question)) close();
  };
  return (
    <Drawer
      opened={open !== null}
      onClose={() => void closeIfMeant()}
      position="right"
      title={row ? t("changeTitle", { code: row.code }) : t(`add.${list}`)}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {open !== null ? (
        <RowForm
          key={row?.id ?? "new"}
          list={list}
          row={row}
          {...(given ? { given } : {})}
          onClose={close}
          onDirty={(changed) => {
            dirty.current = changed;
          }}
        />
      ) : null}
    </Drawer>
  );
}
