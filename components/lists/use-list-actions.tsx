"use client";

import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { archiveRow, changeRow, listsKey, restoreRow, unmergeRow } from "@/lib/dimensions/queries";
import type { ListName, ListRow, MergedList, Wallet } from "@/lib/dimensions/schema";
import { useListProblem } from "./use-list-problem";

/** Lists name what figures are grouped by, so both are asked for again. */
export function useListRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([client.invalidateQueries({ queryKey: listsKey }), client.invalidateQueries({ queryKey: ["kpi"] })]);
}

function Undoable({ message, undo, label }: { message: string; undo: () => void; label: string }) {
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="light" onClick={undo}>
        {label}
      </Button>
    </Group>
  );
}

/** Acts that need no form: done at once, told, and undone from where they are told. */
export function useListActions(list: ListName) {
  const t = useTranslations("lists");
  const refresh = useListRefresh();
  const { say } = useListProblem();

  const attempt = async (work: () => Promise<unknown>, done: () => void) => {
    try {
      await work();
    } catch (error) {
      notifyFailed(null, say(error));
      return;
    }
    done();
    await refresh();
  };

  const tellWithUndo = (message: string, undo: () => Promise<void>) => {
    notifications.clean();
    notifyDone(
      <Undoable
        message={message}
        label={t("undo")}
        undo={() => {
          notifications.clean();
          void undo();
        }}
      />,
    );
  };

  const restore = (row: Pick<ListRow, "id" | "code">): Promise<void> =>
    attempt(
      () => restoreRow(list, row.id),
      () => notifyDone(t("restored", { code: row.code })),
    );
  const archive = (row: Pick<ListRow, "id" | "code">): Promise<void> =>
    attempt(
      () => archiveRow(list, row.id),
      () => tellWithUndo(t("archivedDone", { code: row.code }), () => restore(row)),
    );
  const unmerge = (merged: MergedList, row: { id: string; code: string }): Promise<void> =>
    attempt(
      () => unmergeRow(merged, row.id),
      () => notifyDone(t("unmerged", { code: row.code })),
    );
  const tellMerged = (merged: MergedList, row: { id: string; code: string }, shownAs: string) =>
    tellWithUndo(t("merged", { code: row.code, into: shownAs }), () => unmerge(merged, row));

  const makeDefault = (row: Pick<Wallet, "id" | "code" | "provider">): Promise<void> =>
    attempt(
      () => changeRow("wallets", row.id, { isDefault: true }),
      () => notifyDone(t("madeDefault", { code: row.code, provider: row.provider })),
    );

  return { makeDefault, archive, restore, unmerge, tellMerged, refresh };
}
