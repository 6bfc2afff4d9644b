"use client";

import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { PlaceMark } from "@/components/alerts/firing-mark";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { PageLink } from "@/components/kpi/page-link";
import { listQuery } from "@/lib/dimensions/queries";
import type { ListName, ListRow } from "@/lib/dimensions/schema";
import type { Dimension } from "@/lib/kpi/schema";
import { StateBadge } from "./state-badge";

type Column = DataTableColumn<ListRow>;
type Shown =
  | "costCenter"
  | "days"
  | "ownerName"
  | "campaign"
  | "assetType"
  | "failuresAreFree"
  | "provider"
  | "surface"
  | "account"
  | "usedFor";

const COLUMNS: Record<ListName, readonly Shown[]> = {
  campaigns: ["costCenter", "days"],
  "cost-centers": ["ownerName"],
  markets: ["days"],
  channels: ["days"],
  "asset-types": [],
  motifs: ["campaign", "assetType"],
  providers: ["failuresAreFree"],
  wallets: ["provider", "surface", "account"],
  "review-reasons": ["usedFor"],
};

const NOTHING = "–";

function Days({ row }: { row: ListRow }) {
  const t = useTranslations("lists");
  const format = useFormat();
  if (!("activeFrom" in row)) return NOTHING;
  const { activeFrom, activeTo } = row;
  if (activeFrom && activeTo) return format.days(activeFrom, activeTo);
  if (activeFrom) return t("daysFrom", { day: format.day(activeFrom) });
  return activeTo ? t("daysTo", { day: format.day(activeTo) }) : NOTHING;
}

const PAGES: Partial<Record<ListName, Dimension>> = { campaigns: "campaign", "cost-centers": "costCenter" };

/** The name of a row, leading to its page where such rows have one. */
function Name({ list, row }: { list: ListName; row: ListRow }) {
  const dimension = PAGES[list];
  if (list === "motifs")
    return (
      <Anchor component={Link} size="sm" href={`/motifs/${row.id}` as Route}>
        {row.name}
      </Anchor>
    );
  if (!dimension) return row.name;
  return (
    <>
      <PageLink dimension={dimension} code={row.code}>
        {row.name}
      </PageLink>{" "}
      <PlaceMark dimension={dimension} code={row.code} />
    </>
  );
}

/** A code with the name it stands for, where that list is known. */
function Named({ list, code }: { list: ListName; code: string | null }) {
  const { data } = useQuery(listQuery(list));
  if (code === null) return NOTHING;
  const name = data?.find((row) => row.code === code)?.name;
  const dimension = PAGES[list];
  return (
    <Text component="span" size="sm">
      {dimension ? (
        <PageLink dimension={dimension} code={code} c="inherit">
          {name ?? code}
        </PageLink>
      ) : (
        (name ?? code)
      )}
      {name && name !== code ? (
        <Text component="span" size="xs" c="dimmed">
          {" "}
          {code}
        </Text>
      ) : null}
    </Text>
  );
}

function UsedFor({ row }: { row: ListRow }) {
  const t = useTranslations("lists");
  if (!("forRejection" in row)) return NOTHING;
  if (row.forRejection && row.forChanges) return t("usedFor.both");
  return t(row.forRejection ? "usedFor.rejection" : "usedFor.changes");
}

const NAMED: Partial<Record<Shown, ListName>> = {
  costCenter: "cost-centers",
  assetType: "asset-types",
  provider: "providers",
};

function shownIn(row: ListRow, shown: Shown): unknown {
  const fields: Record<string, unknown> = row;
  return fields[shown];
}

function Cell({ row, shown }: { row: ListRow; shown: Shown }) {
  const t = useTranslations("lists");
  const value = shownIn(row, shown);
  const list = NAMED[shown];
  if (shown === "days") return <Days row={row} />;
  if (shown === "usedFor") return <UsedFor row={row} />;
  if (shown === "failuresAreFree") return t(value === true ? "failuresFree" : "failuresCharged");
  const text = typeof value === "string" ? value : null;
  return list ? <Named list={list} code={text} /> : (text ?? NOTHING);
}

/** The columns of a list; the code opens the row for those who may change it. */
export function useColumns(list: ListName, onOpen: ((row: ListRow) => void) | null): Column[] {
  const t = useTranslations("lists");
  const code: Column = {
    accessor: "code",
    title: t("column.code"),
    sortable: true,
    noWrap: true,
    render: (row) =>
      onOpen ? (
        <Anchor component="button" type="button" size="sm" fw={600} onClick={() => onOpen(row)}>
          {row.code}
        </Anchor>
      ) : (
        <Text size="sm" fw={600}>
          {row.code}
        </Text>
      ),
  };
  return [
    code,
    {
      accessor: "name",
      title: t("column.name"),
      sortable: true,
      cellsStyle: () => ({ minWidth: 160 }),
      render: (row) => <Name list={list} row={row} />,
    },
    ...COLUMNS[list].map(
      (shown): Column => ({
        accessor: shown,
        title: t(`column.${shown}`),
        noWrap: true,
        render: (row) => <Cell row={row} shown={shown} />,
      }),
    ),
    { accessor: "state", title: t("column.state"), noWrap: true, render: (row) => <StateBadge row={row} /> },
  ];
}
