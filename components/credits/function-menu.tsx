"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { confirm } from "@/components/common/confirm";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { usePriceProblem } from "@/components/prices/use-price-problem";
import { creditsKey, deleteCreditFunction } from "@/lib/credits/queries";
import type { CreditFunctionRow } from "@/lib/credits/schema";
import type { FunctionFormOpen } from "./function-form";

type Props = { row: CreditFunctionRow; onOpen: (open: FunctionFormOpen) => void };

export function FunctionMenu({ row, onOpen }: Props) {
  const t = useTranslations("credits");
  const client = useQueryClient();
  const { say } = usePriceProblem();
  const remove = async () => {
    const question = { title: t("remove.title"), body: t("remove.body"), confirmLabel: t("remove.confirm") };
    if (!(await confirm({ ...question, danger: true }))) return;
    try {
      await deleteCreditFunction(row.id);
      notifyDone(t("remove.done"));
      await client.invalidateQueries({ queryKey: creditsKey });
    } catch (error) {
      notifyFailed(null, say(error));
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("actionsOf", { name: row.model })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen({ mode: "next", row })}>{t("menu.next")}</Menu.Item>
        <Menu.Item onClick={() => onOpen({ mode: "end", row })}>{t("menu.end")}</Menu.Item>
        <Menu.Item color="red" onClick={() => void remove()}>
          {t("menu.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
