"use client";

import { Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/components/common/me-context";
import { notifyFailed } from "@/components/common/notify";
import styles from "./prices.module.css";
import { usePriceProblem } from "./use-price-problem";
import { usePricesRefresh } from "./use-write";

type Props = {
  row: { checkBeforeUse: boolean };
  onChecked: () => Promise<unknown>;
  /** Where else the mark is shown. */
  refresh?: () => Promise<unknown>;
};

/** Starter data is dated, not true: it says so until a person has looked at it. */
export function CheckMark({ row, onChecked, refresh }: Props) {
  const t = useTranslations("prices");
  const mayWrite = useCan("prices:write");
  const refreshPrices = usePricesRefresh();
  const { say } = usePriceProblem();
  const [busy, setBusy] = useState(false);
  if (!row.checkBeforeUse) return null;
  const checked = async () => {
    setBusy(true);
    try {
      await onChecked();
      await (refresh ?? refreshPrices)();
    } catch (error) {
      notifyFailed(null, say(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="xs" className={styles.near} component="span" style={{ whiteSpace: "nowrap" }}>
        <IconAlertTriangle size={14} aria-hidden style={{ verticalAlign: "text-bottom" }} /> {t("check.before")}
      </Text>
      {mayWrite ? (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconCheck size={14} aria-hidden />}
          loading={busy}
          onClick={() => void checked()}
        >
          {t("check.done")}
        </Button>
      ) : null}
    </Group>
  );
}
