"use client";

import { Anchor, Button, Group, Stack, Table } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { importListQuery } from "@/lib/intake/queries";
import type { ImportAnswer } from "@/lib/intake/schema";
import { StateBadge } from "./state-badge";

function ImportRow({ row }: { row: ImportAnswer }) {
  const t = useTranslations("imports");
  const format = useFormat();
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        <Anchor component={Link} href={`/imports/${row.id}` as Route} size="sm">
          {row.fileName}
        </Anchor>
      </Table.Th>
      <Table.Td>{t(`kind.${row.kind}`)}</Table.Td>
      <Table.Td>
        <StateBadge state={row.state} />
      </Table.Td>
      <Table.Td ta="right">{format.count(row.rows.total)}</Table.Td>
      <Table.Td ta="right">{format.count(row.rows.accepted)}</Table.Td>
      <Table.Td ta="right">{format.count(row.rows.replayed)}</Table.Td>
      <Table.Td ta="right">{format.count(row.rows.rejected)}</Table.Td>
      <Table.Td>{row.createdBy.name ?? "–"}</Table.Td>
      <Table.Td>{format.dateTime(row.createdAt)}</Table.Td>
    </Table.Tr>
  );
}

function ImportTable({ rows }: { rows: readonly ImportAnswer[] }) {
  const t = useTranslations("imports");
  return (
    <Table.ScrollContainer minWidth={820} type="native" tabIndex={0} role="region" aria-label={t("title")}>
      <Table verticalSpacing="xs" aria-label={t("title")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("column.file")}</Table.Th>
            <Table.Th>{t("column.kind")}</Table.Th>
            <Table.Th>{t("column.state")}</Table.Th>
            <Table.Th ta="right">{t("column.rows")}</Table.Th>
            <Table.Th ta="right">{t("column.accepted")}</Table.Th>
            <Table.Th ta="right">{t("column.replayed")}</Table.Th>
            <Table.Th ta="right">{t("column.rejected")}</Table.Th>
            <Table.Th>{t("column.by")}</Table.Th>
            <Table.Th>{t("column.at")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <ImportRow key={row.id} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** All imports that the person may see, newest first. */
export function ImportsView() {
  const t = useTranslations("imports");
  const common = useTranslations("common");
  const imports = useInfiniteQuery(importListQuery());
  const button = (
    <Button component={Link} href="/imports/new">
      {t("new")}
    </Button>
  );
  const rows = imports.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <>
      <PageHeader title={t("title")} description={t("hint")} actions={button} />
      {imports.data ? (
        <NotRenewed of={imports} />
      ) : (
        <NotYet of={imports}>
          <Loading rows={6} />
        </NotYet>
      )}
      {imports.data && rows.length === 0 ? <EmptyState title={t("emptyTitle")} hint={t("emptyHint")} /> : null}
      {rows.length > 0 ? (
        <Stack>
          <ImportTable rows={rows} />
          {imports.hasNextPage ? (
            <Group justify="center">
              <Button
                variant="default"
                loading={imports.isFetchingNextPage}
                onClick={() => void imports.fetchNextPage()}
              >
                {common("loadMore")}
              </Button>
            </Group>
          ) : null}
        </Stack>
      ) : null}
    </>
  );
}
