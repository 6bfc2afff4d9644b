"use client";

import { ActionIcon, Text, Tooltip } from "@mantine/core";
import { IconLock, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { confirm } from "@/components/common/confirm";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { usePriceProblem } from "./use-price-problem";
import { usePricesRefresh } from "./use-write";

type Props = {
  name: string;
  /** Jobs were rated with it, so it stays. */
  used?: boolean;
  remove: () => Promise<unknown>;
  refresh?: () => Promise<unknown>;
};

export function RemoveButton({ name, used = false, remove, refresh }: Props) {
  const t = useTranslations("prices");
  const refreshPrices = usePricesRefresh();
  const { say } = usePriceProblem();
  if (used)
    return (
      <Tooltip label={t("menu.used")} multiline maw={280}>
        <Text component="span" c="dimmed" aria-label={t("menu.used")} role="img">
          <IconLock size={16} aria-hidden />
        </Text>
      </Tooltip>
    );
  const ask = async () => {
    const question = { title: t("remove.title"), body: t("remove.body"), confirmLabel: t("remove.confirm") };
    if (!(await confirm({ ...question, danger: true }))) return;
    try {
      await remove();
      notifyDone(t("remove.done"));
      await (refresh ?? refreshPrices)();
    } catch (error) {
      notifyFailed(null, say(error));
    }
  };
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={t("removeName", { name })} onClick={() => void ask()}>
      <IconTrash size={18} aria-hidden />
    </ActionIcon>
  );
}
