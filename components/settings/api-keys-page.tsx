"use client";

import { Badge, Button, Code, Stack, Table, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { confirm } from "@/components/common/confirm";
import { notifyDone } from "@/components/common/notify";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { apiKeysQuery, peopleKey, revokeApiKey } from "@/lib/auth/queries";
import type { ApiKey } from "@/lib/auth/schema/people";
import { ApiKeyModal } from "./api-key-modal";
import { useFail } from "./member-menu";
import { PeopleTable } from "./people-table";

export function ApiKeysPage() {
  const t = useTranslations("settings.keys");
  const [isCreating, setCreating] = useState(false);
  const create = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>
      {t("create")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={create} />
      <Keys />
      <ApiKeyModal opened={isCreating} onClose={() => setCreating(false)} />
    </>
  );
}

function Keys() {
  const t = useTranslations("settings.keys");
  const asked = useInfiniteQuery(apiKeysQuery());
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  const keys = data.pages.flatMap((page) => page.data);
  if (keys.length === 0) return <EmptyState title={t("emptyTitle")} hint={t("emptyHint")} />;
  return (
    <>
      <NotRenewed of={asked} />
      <PeopleTable
        label={t("title")}
        headers={[t("name"), t("role"), t("limit"), t("expires"), t("lastUsed")]}
        hasMore={hasNextPage}
        isLoadingMore={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
      >
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </PeopleTable>
    </>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("settings.keys");
  const shell = useTranslations("shell");
  const { dateTime, list } = useFormat();
  const { name, prefix, role, scopes, costCenters, state, expiresAt, lastUsedAt } = apiKey;
  return (
    <Table.Tr {...(state === "active" ? {} : { c: "dimmed" })}>
      <Table.Td>
        <Stack gap={2} align="flex-start">
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Code>{prefix}…</Code>
        </Stack>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{shell(`role.${role}`)}</Text>
        {scopes ? (
          <Text size="xs" c="dimmed" title={scopes.join(", ")}>
            {t("scopeCount", { count: scopes.length })}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>{costCenters ? list(costCenters) : t("all")}</Table.Td>
      <Table.Td>{expiresAt ? dateTime(expiresAt) : t("never")}</Table.Td>
      <Table.Td>{lastUsedAt ? dateTime(lastUsedAt) : t("neverUsed")}</Table.Td>
      <Table.Td align="right">
        {state === "active" ? (
          <Revoke id={apiKey.id} name={name} />
        ) : (
          <Badge variant="default">{t(`state.${state}`)}</Badge>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Revoke({ id, name }: { id: string; name: string }) {
  const t = useTranslations("settings.keys");
  const fail = useFail();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => revokeApiKey(id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: peopleKey });
      notifyDone(t("revoked", { name }));
    },
    onError: fail,
  });

  async function ask() {
    const question = { title: t("revokeTitle", { name }), body: t("revokeBody"), confirmLabel: t("revoke") };
    if (await confirm({ ...question, danger: true })) mutate();
  }

  return (
    <Button size="compact-sm" variant="default" loading={isPending} onClick={() => void ask()}>
      {t("revoke")}
    </Button>
  );
}
