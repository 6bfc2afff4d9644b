"use client";

import { Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { PeopleTable } from "@/components/settings/people-table";
import { readersQuery, ruleReadersQuery } from "@/lib/notifications/queries";
import type { ReaderRow, RuleReaders } from "@/lib/notifications/schema";

/** Each person with the rules that name them or their role, and how they want to hear of them. */
export function ReaderTable() {
  const t = useTranslations("notifications.readers");
  const asked = useQuery(readersQuery());
  const { data } = asked;
  const { data: rules } = useQuery(ruleReadersQuery());
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={5} />
      </NotYet>
    );
  if (data.data.length === 0) return <EmptyState title={t("emptyTitle")} hint={t("emptyHint")} />;
  return (
    <>
      <NotRenewed of={asked} />
      <PeopleTable
        label={t("title")}
        headers={[t("person"), t("rules"), t("mail"), t("quiet")]}
        hasMore={false}
        isLoadingMore={false}
        onMore={() => undefined}
      >
        {data.data.map((reader) => (
          <ReaderLine key={reader.id} reader={reader} rules={rules?.data ?? []} />
        ))}
      </PeopleTable>
    </>
  );
}

/** Names stand in the cell as long as they are few. */
const MOST_NAMES = 3;

function ReaderLine({ reader, rules }: { reader: ReaderRow; rules: RuleReaders["data"] }) {
  const t = useTranslations("notifications.readers");
  const shell = useTranslations("shell");
  const { list } = useFormat();
  const { name, email, role, limited, mail, quietFrom, quietTo } = reader;
  const named = rules.filter(
    ({ recipients }) => recipients.roles.includes(role) || recipients.members.includes(reader.id),
  );
  const names = named.map((rule) => rule.name);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {email} · {shell(`role.${role}`)}
        </Text>
      </Table.Th>
      <Table.Td>
        <Text size="sm" title={list(names)}>
          {names.length === 0 ? t("none") : null}
          {names.length > 0 && names.length <= MOST_NAMES ? list(names) : null}
          {names.length > MOST_NAMES ? t("count", { count: names.length }) : null}
        </Text>
        {limited && names.length > 0 ? (
          <Text size="xs" c="dimmed">
            {t("limited")}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>{t(`wish.${mail}`)}</Table.Td>
      <Table.Td>{quietFrom && quietTo ? t("hours", { from: quietFrom, to: quietTo }) : "–"}</Table.Td>
      <Table.Td />
    </Table.Tr>
  );
}
