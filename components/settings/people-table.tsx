"use client";

import { Button, Card, Group, Table } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

type Props = {
  label: string;
  headers: readonly string[];
  children: ReactNode;
  /** There is a next page. */
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
};

/** Rows of people or keys: scrolls sideways where the screen is narrow, and loads further pages on request. */
export function PeopleTable({ label, headers, children, hasMore, isLoadingMore, onMore }: Props) {
  const t = useTranslations("common");
  return (
    <Card p={0}>
      <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} role="region" aria-label={label}>
        <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {headers.map((header) => (
                <Table.Th key={header} scope="col">
                  {header}
                </Table.Th>
              ))}
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasMore ? (
        <Group justify="center" p="sm">
          <Button variant="default" loading={isLoadingMore} onClick={onMore}>
            {t("loadMore")}
          </Button>
        </Group>
      ) : null}
    </Card>
  );
}
