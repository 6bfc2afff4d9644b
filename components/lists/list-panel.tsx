"use client";

import { Button, Group, Stack, Switch, Text, TextInput, Title, VisuallyHidden } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan } from "@/components/common/me-context";
import { Loading } from "@/components/common/states";
import { listQuery } from "@/lib/dimensions/queries";
import { isOffered } from "@/lib/dimensions/rules";
import type { Campaign, ListName, ListRow } from "@/lib/dimensions/schema";
import { isMergedList, type Values } from "./fields";
import { ListTable } from "./list-table";
import { MergeDialog } from "./merge-dialog";
import { MoveDialog } from "./move-dialog";
import { RowDrawer } from "./row-drawer";
import { RowMenu } from "./row-menu";
import { useColumns } from "./use-columns";

type Props = {
  list: ListName;
  /** Said above the table; a page that has its own heading leaves it out. */
  heading?: { title: string; about: string };
  /** Further filters beside the search, and what they let through. */
  filter?: { control: ReactNode; passes: (row: ListRow) => boolean };
  /** Filled in already when a row is added. */
  given?: Values;
  /** Columns of figures before the state. */
  figures?: DataTableColumn<ListRow>[];
};

type Doing = { kind: "add" } | { kind: "change" | "merge" | "move"; row: ListRow } | null;

const rowWhen = (doing: Doing, kind: "change" | "merge" | "move") => (doing?.kind === kind ? doing.row : null);

const isCampaign = (row: ListRow | null): row is Campaign => row !== null && "costCenters" in row;

function useMayWrite(list: ListName): boolean {
  const lists = useCan("lists:write");
  const motifs = useCan("motifs:write");
  return lists || ((list === "motifs" || list === "review-reasons") && motifs);
}

const contains = (row: ListRow, typed: string) =>
  row.code.toLowerCase().includes(typed) || row.name.toLowerCase().includes(typed);

/** One list: search, table, and what can be done with its rows. */
export function ListPanel({ list, heading, filter, given, figures = [] }: Props) {
  const t = useTranslations("lists");
  const mayWrite = useMayWrite(list);
  const [doing, setDoing] = useState<Doing>(null);
  const [search, setSearch] = useState("");
  const [all, setAll] = useState(false);
  const asked = useQuery(listQuery(list));
  const columns = useColumns(list, mayWrite ? (row) => setDoing({ kind: "change", row }) : null);
  const actions: DataTableColumn<ListRow> = {
    accessor: "actions",
    title: <VisuallyHidden>{t("actions")}</VisuallyHidden>,
    textAlign: "right",
    width: 56,
    render: (row) => (
      <RowMenu
        list={list}
        row={row}
        onChange={() => setDoing({ kind: "change", row })}
        onMerge={() => setDoing({ kind: "merge", row })}
        onMove={() => setDoing({ kind: "move", row })}
      />
    ),
  };
  const typed = search.trim().toLowerCase();
  const rows = (asked.data ?? []).filter(
    (row) => (all || isOffered(row)) && contains(row, typed) && (filter === undefined || filter.passes(row)),
  );
  const close = () => setDoing(null);
  const change = rowWhen(doing, "change");
  const move = rowWhen(doing, "move");
  return (
    <Stack>
      {heading ? (
        <div>
          <Title order={2}>{heading.title}</Title>
          <Text size="sm" c="dimmed" maw="70ch">
            {heading.about}
          </Text>
        </div>
      ) : null}
      <Group justify="space-between" gap="sm">
        <Group gap="md">
          <TextInput
            aria-label={t("searchLabel")}
            placeholder={t("searchLabel")}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
            w={260}
          />
          {filter?.control}
          <Switch
            label={t(isMergedList(list) ? "showAll" : "showArchived")}
            checked={all}
            onChange={({ currentTarget }) => setAll(currentTarget.checked)}
          />
        </Group>
        {mayWrite ? (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDoing({ kind: "add" })}>
            {t(`add.${list}`)}
          </Button>
        ) : null}
      </Group>
      <NotRenewed of={asked} />
      {asked.data === undefined ? (
        <NotYet of={asked}>
          <Loading rows={6} />
        </NotYet>
      ) : (
        <ListTable
          rows={rows}
          columns={[...columns.slice(0, -1), ...figures, ...columns.slice(-1), ...(mayWrite ? [actions] : [])]}
          label={t(`heading.${list}`)}
          withActions={mayWrite}
          empty={typed === "" ? t("nothingYet") : t("nothingFound")}
        />
      )}
      <RowDrawer
        list={list}
        open={doing?.kind === "add" ? "new" : change}
        {...(given ? { given } : {})}
        onClose={close}
      />
      {isMergedList(list) ? <MergeDialog list={list} row={rowWhen(doing, "merge")} onClose={close} /> : null}
      <MoveDialog campaign={isCampaign(move) ? move : null} onClose={close} />
    </Stack>
  );
}
