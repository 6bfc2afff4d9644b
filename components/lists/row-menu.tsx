"use client";

import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArrowBackUp,
  IconArrowMerge,
  IconBuildingBank,
  IconDots,
  IconListDetails,
  IconPencil,
  IconRestore,
  IconStar,
} from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import type { ListName, ListRow } from "@/lib/dimensions/schema";
import { isMergedList } from "./fields";
import { useListActions } from "./use-list-actions";

type Props = {
  list: ListName;
  row: ListRow;
  onChange: () => void;
  onMerge: () => void;
  onMove: () => void;
};

const ICON = { size: 16, "aria-hidden": true } as const;

function MergeItem({ list, row, onMerge }: Pick<Props, "list" | "row" | "onMerge">) {
  const t = useTranslations("lists");
  const { unmerge } = useListActions(list);
  if (!isMergedList(list)) return null;
  if (row.mergedInto !== null)
    return (
      <Menu.Item leftSection={<IconArrowBackUp {...ICON} />} onClick={() => void unmerge(list, row)}>
        {t("unmergeAction", { code: row.mergedInto })}
      </Menu.Item>
    );
  return (
    <Menu.Item leftSection={<IconArrowMerge {...ICON} />} onClick={onMerge}>
      {t("mergeAction")}
    </Menu.Item>
  );
}

function ArchiveItem({ list, row }: Pick<Props, "list" | "row">) {
  const t = useTranslations("lists");
  const { archive, restore } = useListActions(list);
  return row.archived ? (
    <Menu.Item leftSection={<IconRestore {...ICON} />} onClick={() => void restore(row)}>
      {t("restore")}
    </Menu.Item>
  ) : (
    <Menu.Item leftSection={<IconArchive {...ICON} />} onClick={() => void archive(row)}>
      {t("archive")}
    </Menu.Item>
  );
}

function DefaultItem({ row }: Pick<Props, "row">) {
  const t = useTranslations("lists");
  const { makeDefault } = useListActions("wallets");
  if (!("isDefault" in row) || row.isDefault || row.archived) return null;
  return (
    <Menu.Item leftSection={<IconStar {...ICON} />} onClick={() => void makeDefault(row)}>
      {t("makeDefault")}
    </Menu.Item>
  );
}

/** What can be done with one row, for those who keep the lists. */
export function RowMenu({ list, row, onChange, onMerge, onMove }: Props) {
  const t = useTranslations("lists");
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("actionsFor", { code: row.code })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {list === "motifs" ? (
          <Menu.Item component={Link} href={`/motifs/${row.id}` as Route} leftSection={<IconListDetails {...ICON} />}>
            {t("openMotif")}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={onChange}>
          {t("change")}
        </Menu.Item>
        {row.unassigned ? null : (
          <>
            {list === "campaigns" ? (
              <Menu.Item leftSection={<IconBuildingBank {...ICON} />} onClick={onMove}>
                {t("moveAction")}
              </Menu.Item>
            ) : null}
            <DefaultItem row={row} />
            <MergeItem list={list} row={row} onMerge={onMerge} />
            <ArchiveItem list={list} row={row} />
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
