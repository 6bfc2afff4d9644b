"use client";

import { ActionIcon, Button, Table, Text } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { auditLogQuery } from "@/lib/audit/queries";
import type { AuditEntry } from "@/lib/audit/schema";
import { AuditFilter, useAuditFilter } from "./audit-filter";
import { useAuditWords } from "./audit-words";
import { PeopleTable } from "./people-table";

export function AuditLogPage() {
  const t = useTranslations("settings.audit");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <AuditFilter />
      <Entries />
    </>
  );
}

function Entries() {
  const t = useTranslations("settings.audit");
  const { filter } = useAuditFilter();
  const asked = useInfiniteQuery(auditLogQuery(filter));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={8} />
      </NotYet>
    );
  const entries = data.pages.flatMap((page) => page.data);
  if (entries.length === 0) return <EmptyState title={t("emptyTitle")} hint={t("emptyHint")} />;
  return (
    <>
      <NotRenewed of={asked} />
      <PeopleTable
        label={t("title")}
        headers={[t("when"), t("who"), t("what"), t("subject")]}
        hasMore={hasNextPage}
        isLoadingMore={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
      >
        {entries.map((entry) => (
          <EntryRows key={entry.id} entry={entry} />
        ))}
      </PeopleTable>
    </>
  );
}

function EntryRows({ entry }: { entry: AuditEntry }) {
  const t = useTranslations("settings.audit");
  const words = useAuditWords();
  const { dateTime } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { author, subject, action, at } = entry;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Table.Tr>
        <Table.Td style={{ whiteSpace: "nowrap" }}>{dateTime(at)}</Table.Td>
        <Table.Td>{author.kind === "system" ? t("system") : (author.name ?? t("gone"))}</Table.Td>
        <Table.Td>{words.verb(action)}</Table.Td>
        <Table.Td>
          {words.kind(subject.kind)}{" "}
          <Text span size="sm" fw={600} title={subject.id ?? undefined}>
            {subject.name ?? ""}
          </Text>
        </Table.Td>
        <Table.Td align="right">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-expanded={isOpen}
            aria-label={t("show")}
            onClick={() => setOpen((before) => !before)}
          >
            <Chevron size={18} aria-hidden />
          </ActionIcon>
        </Table.Td>
      </Table.Tr>
      {isOpen ? <Details entry={entry} /> : null}
    </>
  );
}

function Details({ entry: { summary, subject, requestId } }: { entry: AuditEntry }) {
  const t = useTranslations("settings.audit");
  const words = useAuditWords();
  const { setFilter } = useAuditFilter();
  const { id } = subject;
  const lines = [
    ...Object.entries(summary).map(([name, value]) => [words.field(name), words.detail(value)]),
    ...(id ? [[words.kind(subject.kind), id]] : []),
    ...(requestId ? [[t("requestId"), requestId]] : []),
  ];
  return (
    <Table.Tr>
      <Table.Td colSpan={5} bg="var(--surface-quiet)">
        <Table layout="auto" withRowBorders={false} verticalSpacing={2}>
          <Table.Tbody>
            {lines.map(([name = "", value = ""]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" w={220} fw={400} c="dimmed">
                  {name}
                </Table.Th>
                <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {id ? (
          <Button variant="subtle" size="compact-sm" onClick={() => void setFilter({ subject: id })}>
            {t("subjectFilter")}
          </Button>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
