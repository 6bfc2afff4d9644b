"use client";

import { ActionIcon, Group, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { confirm } from "@/components/common/confirm";
import { useCan, useMe } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useToday } from "@/components/filters/use-kpi-filter";
import { deleteTarget, postFreeze, targetsKey } from "@/lib/targets/queries";
import type { Opened } from "./opened";
import type { TargetGroup } from "./targets";
import { useTargetProblem } from "./use-target-problem";
import { useTargetWords } from "./use-target-words";

type Props = { group: TargetGroup; name: string; onOpen: (opened: Opened) => void };

export function TargetMenu({ group, name, onOpen }: Props) {
  const t = useTranslations("targets");
  const words = useTargetWords();
  const { limitedTo } = useMe();
  const isMine = limitedTo === null || group.scope === "costCenter" || group.scope === "campaign";
  const mayWrite = useCan("targets:write") && isMine;
  return (
    <Group justify="flex-end">
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("actionsOf", { name: `${words.metric(group.metric)}, ${name}` })}
          >
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite ? <Writes group={group} onOpen={onOpen} /> : null}
          <Menu.Item onClick={() => onOpen({ what: "history", group })}>{t("history.open")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

function Writes({ group, onOpen }: Omit<Props, "name">) {
  const t = useTranslations("targets");
  const today = useToday();
  const client = useQueryClient();
  const { say } = useTargetProblem();
  const { shown } = group;
  const isOver = group.when === "over";
  const hasBegun = shown.firstDay < today;

  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      notifyDone(done);
      await client.invalidateQueries({ queryKey: targetsKey });
    } catch (error) {
      notifyFailed(null, say(error));
    }
  };
  const remove = async () => {
    const question = { title: t("remove.title"), body: t("remove.body"), confirmLabel: t("remove.confirm") };
    if (await confirm({ ...question, danger: true })) await run(() => deleteTarget(shown.id), t("remove.done"));
  };

  return (
    <>
      <Menu.Item
        onClick={() => onOpen({ what: "form", mode: "next", target: shown })}
        disabled={shown.frozen && !isOver}
      >
        {t("form.next")}
      </Menu.Item>
      {hasBegun ? null : (
        <Menu.Item onClick={() => onOpen({ what: "form", mode: "edit", target: shown })} disabled={shown.frozen}>
          {t("form.edit")}
        </Menu.Item>
      )}
      {hasBegun && !isOver ? (
        <Menu.Item onClick={() => onOpen({ what: "end", group })} disabled={shown.frozen}>
          {t("end.open")}
        </Menu.Item>
      ) : null}
      {shown.frozen ? (
        <Menu.Item onClick={() => onOpen({ what: "unfreeze", group })}>{t("unfreeze.open")}</Menu.Item>
      ) : (
        <Menu.Item onClick={() => void run(() => postFreeze(shown.id), t("freeze.done"))}>{t("freeze.open")}</Menu.Item>
      )}
      {hasBegun ? null : (
        <Menu.Item color="red.8" onClick={() => void remove()} disabled={shown.frozen}>
          {t("remove.open")}
        </Menu.Item>
      )}
      <Menu.Divider />
    </>
  );
}
