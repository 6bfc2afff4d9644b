"use client";

import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import type { Alert } from "@/lib/alerts/schema";
import { AcknowledgeDrawer } from "./acknowledge-drawer";
import { SilenceDrawer } from "./silence-drawer";
import { useAlertWords } from "./use-alert-words";

/** Take care of it, or be told nothing for a while. Who may only read gets the ways to look closer. */
export function AlertActions({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const mayHandle = useCan("alerts:handle");
  const [opened, setOpened] = useState<"acknowledge" | "silence" | null>(null);
  const close = () => setOpened(null);
  const name = `${words.figure(alert.rule)}, ${words.scope(alert.scope)}`;
  return (
    <>
      {mayHandle && alert.open && !alert.acknowledged ? (
        <Button
          size="xs"
          variant="default"
          onClick={() => setOpened("acknowledge")}
          aria-label={t("acknowledge.of", { name })}
        >
          {t("acknowledge.open")}
        </Button>
      ) : null}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("actionsOf", { name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayHandle ? <Menu.Item onClick={() => setOpened("silence")}>{t("silence.open")}</Menu.Item> : null}
          <Menu.Item component={Link} href={`/alerts/rules/${alert.ruleId}` as Route}>
            {t("rules.open")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <AcknowledgeDrawer alert={alert} opened={opened === "acknowledge"} onClose={close} />
      <SilenceDrawer
        about={{ rule: alert.ruleId, ruleName: alert.rule.name, scope: alert.scope }}
        opened={opened === "silence"}
        onClose={close}
      />
    </>
  );
}
