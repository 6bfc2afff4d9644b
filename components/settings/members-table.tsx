"use client";

import { Badge, Group, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useMe } from "@/components/common/me-context";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { membersQuery } from "@/lib/auth/queries";
import type { Member } from "@/lib/auth/schema/people";
import { MemberMenu } from "./member-menu";
import { PeopleTable } from "./people-table";
import { RightsModal } from "./rights-modal";

export function MembersTable() {
  const t = useTranslations("settings.members");
  const asked = useInfiniteQuery(membersQuery());
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  const [changing, setChanging] = useState<Member | null>(null);
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  return (
    <>
      <NotRenewed of={asked} />
      <PeopleTable
        label={t("title")}
        headers={[t("name"), t("role"), t("scope"), t("since")]}
        hasMore={hasNextPage}
        isLoadingMore={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
      >
        {data.pages.flatMap((page) =>
          page.data.map((member) => <MemberRow key={member.id} member={member} onChange={() => setChanging(member)} />),
        )}
      </PeopleTable>
      <RightsModal member={changing} onClose={() => setChanging(null)} />
    </>
  );
}

function MemberRow({ member, onChange }: { member: Member; onChange: () => void }) {
  const t = useTranslations("settings.members");
  const shell = useTranslations("shell");
  const { dateTime, list } = useFormat();
  const me = useMe();
  const { name, email, role, costCenters, active, createdAt } = member;
  return (
    <Table.Tr {...(active ? {} : { c: "dimmed" })}>
      <Table.Td>
        <Stack gap={0}>
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {name}
            </Text>
            {member.id === me.id ? <Badge variant="light">{t("you")}</Badge> : null}
            {active ? null : (
              <Badge variant="default" color="gray">
                {t("deactivated")}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </Stack>
      </Table.Td>
      <Table.Td>{shell(`role.${role}`)}</Table.Td>
      <Table.Td>{costCenters ? list(costCenters) : t("all")}</Table.Td>
      <Table.Td>{dateTime(createdAt)}</Table.Td>
      <Table.Td align="right">
        <MemberMenu member={member} onChange={onChange} />
      </Table.Td>
    </Table.Tr>
  );
}
