"use client";

import { Badge, Button, Stack, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { notifyDone } from "@/components/common/notify";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { invitationsQuery, peopleKey, revokeInvitation } from "@/lib/auth/queries";
import type { Invitation } from "@/lib/auth/schema/people";
import { useFail } from "./member-menu";
import { PeopleTable } from "./people-table";

/** Who was invited and has not come yet; expired ones too, so that they can be invited again. */
export function Invitations() {
  const t = useTranslations("settings.members");
  return (
    <Stack gap="sm">
      <Title order={2}>{t("invitations")}</Title>
      <Waiting />
    </Stack>
  );
}

const isWaiting = ({ state }: Invitation) => state === "open" || state === "expired";

function Waiting() {
  const t = useTranslations("settings.members");
  const asked = useInfiniteQuery(invitationsQuery());
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={2} />
      </NotYet>
    );
  const waiting = data.pages.flatMap((page) => page.data).filter(isWaiting);
  if (waiting.length === 0 && !hasNextPage) return <Text c="dimmed">{t("noInvitations")}</Text>;
  return (
    <>
      <NotRenewed of={asked} />
      <PeopleTable
        label={t("invitations")}
        headers={[t("email"), t("role"), t("scope"), t("expires")]}
        hasMore={hasNextPage}
        isLoadingMore={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
      >
        {waiting.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </PeopleTable>
    </>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const t = useTranslations("settings.members");
  const shell = useTranslations("shell");
  const { dateTime, list } = useFormat();
  const fail = useFail();
  const queryClient = useQueryClient();
  const { id, email, role, costCenters, expiresAt, state } = invitation;
  const { mutate, isPending } = useMutation({
    mutationFn: () => revokeInvitation(id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: peopleKey });
      notifyDone(t("withdrawn", { email }));
    },
    onError: fail,
  });
  return (
    <Table.Tr>
      <Table.Td>{email}</Table.Td>
      <Table.Td>{shell(`role.${role}`)}</Table.Td>
      <Table.Td>{costCenters ? list(costCenters) : t("all")}</Table.Td>
      <Table.Td>{state === "expired" ? <Badge variant="default">{t("expired")}</Badge> : dateTime(expiresAt)}</Table.Td>
      <Table.Td align="right">
        <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
          {t("withdraw")}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
