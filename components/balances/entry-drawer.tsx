"use client";

import { Anchor, Badge, Button, Drawer, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { confirm } from "@/components/common/confirm";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { balancesKey, takeBackEntry, walletEntriesQuery } from "@/lib/balances/queries";
import type { WalletBalance, WalletEntry } from "@/lib/balances/schema";
import { useBalanceProblem } from "./use-balance-problem";

type Props = { balance: WalletBalance | null; onClose: () => void };

/** The ledger of one wallet: what people booked, and what jobs used. */
export function EntryDrawer({ balance, onClose }: Props) {
  const t = useTranslations("balances");
  const common = useTranslations("common");
  return (
    <Drawer
      opened={balance !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={balance ? t("of", { name: balance.name }) : ""}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {balance ? <Entries walletId={balance.walletId} /> : null}
    </Drawer>
  );
}

function Entries({ walletId }: { walletId: string }) {
  const t = useTranslations("balances");
  const mayWrite = useCan("balances:write");
  const asked = useInfiniteQuery(walletEntriesQuery(walletId));
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={8} />
      </NotYet>
    );
  const rows = data.pages.flatMap((page) => page.data);
  if (rows.length === 0) return <Text c="dimmed">{t("nothing")}</Text>;
  return (
    <Stack>
      <NotRenewed of={asked} />
      <Table.ScrollContainer minWidth={620}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("column.day")}</Table.Th>
              <Table.Th>{t("column.type")}</Table.Th>
              <Table.Th ta="right">{t("column.change")}</Table.Th>
              <Table.Th ta="right">{t("column.amount")}</Table.Th>
              <Table.Th>{t("column.who")}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t("column.actions")}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((entry) => (
              <EntryRow key={entry.id} entry={entry} walletId={walletId} mayWrite={mayWrite} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasNextPage ? (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
    </Stack>
  );
}

function EntryRow({ entry, walletId, mayWrite }: { entry: WalletEntry; walletId: string; mayWrite: boolean }) {
  const t = useTranslations("balances");
  const format = useFormat();
  const comesIn = !entry.change.startsWith("-");
  return (
    <Table.Tr>
      <Table.Td>{format.day(entry.day)}</Table.Td>
      <Table.Td>
        {t(`type.${entry.type}`)} {entry.reversed ? <Badge color="gray">{t("reversed")}</Badge> : null}
        {entry.jobId ? (
          <>
            {" "}
            <Anchor component={Link} href={`/jobs/${entry.jobId}` as Route} size="sm">
              {t("job")}
            </Anchor>
          </>
        ) : null}
        {entry.note ? (
          <Text size="xs" c="dimmed">
            {entry.note}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td ta="right">
        {comesIn ? "+" : "−"}
        {format.quantity(comesIn ? entry.change : entry.change.slice(1))}
      </Table.Td>
      <Table.Td ta="right">{format.money(entry.amount, { currency: entry.currency })}</Table.Td>
      <Table.Td>{entry.author.name ?? "–"}</Table.Td>
      <Table.Td ta="right">
        {mayWrite && entry.jobId === null && entry.reversesId === null && !entry.reversed ? (
          <TakeBack entry={entry} walletId={walletId} />
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}

function TakeBack({ entry, walletId }: { entry: WalletEntry; walletId: string }) {
  const t = useTranslations("balances");
  const format = useFormat();
  const client = useQueryClient();
  const { say } = useBalanceProblem();

  async function takeBack() {
    const what = `${t(`type.${entry.type}`)} (${format.quantity(entry.change)})`;
    const body = t("takeBackBody", { what, day: format.day(entry.day) });
    if (!(await confirm({ title: t("takeBackTitle"), body, confirmLabel: t("takeBack") }))) return;
    try {
      await takeBackEntry(walletId, entry.id, t("takeBackReason"));
      notifyDone(t("tookBack"));
    } catch (error) {
      notifyFailed(null, say(error));
    }
    await client.invalidateQueries({ queryKey: balancesKey });
  }

  return (
    <Button size="compact-xs" variant="subtle" onClick={() => void takeBack()}>
      {t("takeBack")}
    </Button>
  );
}
