"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { confirm } from "@/components/common/confirm";
import { Link } from "@/components/common/link";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { alertsKey, deleteRule, postPause } from "@/lib/alerts/queries";
import type { Rule } from "@/lib/alerts/schema";
import { RuleVersions } from "./rule-versions";
import { SilenceDrawer } from "./silence-drawer";
import { useAlertProblem } from "./use-alert-problem";

type Props = { rule: Rule; mayWrite: boolean; onRemoved?: () => void };

export function RuleMenu({ rule, mayWrite, onRemoved }: Props) {
  const t = useTranslations("alerts.rules");
  const [opened, setOpened] = useState<"versions" | "silence" | null>(null);
  const close = () => setOpened(null);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("actionsOf", { name: rule.name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite ? <Writes rule={rule} onSilence={() => setOpened("silence")} onRemoved={onRemoved} /> : null}
          <Menu.Item onClick={() => setOpened("versions")}>{t("versions")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RuleVersions rule={opened === "versions" ? rule : null} onClose={close} />
      <SilenceDrawer
        about={{ rule: rule.id, ruleName: rule.name, scope: null }}
        opened={opened === "silence"}
        onClose={close}
      />
    </>
  );
}

type WritesProps = { rule: Rule; onSilence: () => void; onRemoved: (() => void) | undefined };

function Writes({ rule, onSilence, onRemoved }: WritesProps) {
  const t = useTranslations("alerts.rules");
  const silence = useTranslations("alerts.silence");
  const client = useQueryClient();
  const { say } = useAlertProblem();
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      notifyDone(done);
      return true;
    } catch (error) {
      notifyFailed(null, say(error));
      return false;
    } finally {
      void client.invalidateQueries({ queryKey: alertsKey });
    }
  };
  async function remove() {
    const body = t("removeBody", { name: rule.name, count: rule.firing });
    const question = { title: t("removeTitle"), body, confirmLabel: t("remove"), danger: true };
    if ((await confirm(question)) && (await run(() => deleteRule(rule.id), t("removed")))) onRemoved?.();
  }
  const isPaused = rule.pausedAt !== null;
  return (
    <>
      <Menu.Item component={Link} href={`/alerts/rules/${rule.id}` as Route}>
        {t("change")}
      </Menu.Item>
      <Menu.Item onClick={() => void run(() => postPause(rule.id, !isPaused), t(isPaused ? "resumed" : "pausedNow"))}>
        {t(isPaused ? "resume" : "pause")}
      </Menu.Item>
      <Menu.Item onClick={onSilence}>{silence("open")}</Menu.Item>
      <Menu.Item color="red.8" onClick={() => void remove()}>
        {t("remove")}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}
