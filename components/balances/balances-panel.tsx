"use client";

import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan, useMe } from "@/components/common/me-context";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { balancesQuery } from "@/lib/balances/queries";
import type { WalletBalance } from "@/lib/balances/schema";
import classes from "./balances.module.css";
import { EntryDrawer } from "./entry-drawer";
import { EntryForm } from "./entry-form";
import { useQuantity } from "./use-quantity";
import { type KnownBalance, WalletCard } from "./wallet-card";

/** What is left, how long it lasts, and what was paid for nothing. */
export function BalancesPanel() {
  const t = useTranslations("balances");
  const isLimited = useMe().limitedTo !== null;
  return (
    <section aria-labelledby="balances">
      <Title order={2} id="balances">
        {t("title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm" maw="70ch">
        {t(isLimited ? "limited" : "hint")}
      </Text>
      {isLimited ? null : <Balances />}
    </section>
  );
}

function Balances() {
  const t = useTranslations("balances");
  const mayWrite = useCan("balances:write");
  const [booking, setBooking] = useState<WalletBalance | null>(null);
  const [opened, setOpened] = useState<WalletBalance | null>(null);
  const asked = useQuery(balancesQuery());
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  const known = data.data.filter(isKnown).filter(({ archived, remaining }) => !archived || remaining !== "0");
  const others = data.data.filter(({ archived, remaining }) => !archived && remaining === null);
  if (known.length + others.length === 0) return <EmptyState title={t("empty")} hint={t("emptyHint")} />;
  return (
    <Stack gap="lg">
      <NotRenewed of={asked} />
      <div className={classes.cards}>
        {known.map((balance) => (
          <WalletCard
            key={`${balance.walletId}/${balance.unit}`}
            balance={balance}
            mayWrite={mayWrite}
            onBook={() => setBooking(balance)}
            onOpen={() => setOpened(balance)}
          />
        ))}
      </div>
      {others.length > 0 ? (
        <Others balances={others} mayWrite={mayWrite} onBook={setBooking} onOpen={setOpened} />
      ) : null}
      <Contingents balances={data.data} />
      <EntryForm balance={booking} onClose={() => setBooking(null)} />
      <EntryDrawer balance={opened} onClose={() => setOpened(null)} />
    </Stack>
  );
}

const isKnown = (balance: WalletBalance): balance is KnownBalance => balance.remaining !== null;

type OthersProps = {
  balances: readonly WalletBalance[];
  mayWrite: boolean;
  onBook: (balance: WalletBalance) => void;
  onOpen: (balance: WalletBalance) => void;
};

/** Wallets that jobs used, but nothing is known to have come to: no balance, and no zero either. */
function Others({ balances, mayWrite, onBook, onOpen }: OthersProps) {
  const t = useTranslations("balances");
  return (
    <div>
      <Title order={3}>{t("others")}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("othersHint")}
      </Text>
      <div className={classes.others}>
        {balances.map((balance) => (
          <div key={`${balance.walletId}/${balance.unit}`} className={classes.other}>
            <Text size="sm" fw={600}>
              {balance.name}{" "}
              <Text span size="sm" c="dimmed" fw={400}>
                <UnitName unit={balance.unit} />
              </Text>
            </Text>
            <Group gap={4} wrap="nowrap">
              {mayWrite ? (
                <Button size="compact-sm" variant="subtle" onClick={() => onBook(balance)}>
                  {t("book")}
                </Button>
              ) : null}
              <Button size="compact-sm" variant="subtle" onClick={() => onOpen(balance)}>
                {t("movements")}
              </Button>
            </Group>
          </div>
        ))}
      </div>
    </div>
  );
}

function UnitName({ unit }: { unit: string }) {
  return useQuantity(unit).unit;
}

/** What each plan period was used for; what expired was paid for nothing. */
function Contingents({ balances }: { balances: readonly WalletBalance[] }) {
  const t = useTranslations("balances");
  const format = useFormat();
  const rows = balances
    .flatMap(({ name, contingents }) => contingents.map((one) => ({ ...one, walletName: name })))
    .toSorted((a, b) => (a.firstDay > b.firstDay ? -1 : 1));
  if (rows.length === 0) return null;
  return (
    <div>
      <Title order={3} mb="xs">
        {t("contingents")}
      </Title>
      <Table.ScrollContainer minWidth={680} mah={420}>
        <Table verticalSpacing="xs" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("column.period")}</Table.Th>
              <Table.Th ta="right">{t("column.granted")}</Table.Th>
              <Table.Th ta="right">{t("column.used")}</Table.Th>
              <Table.Th ta="right">{t("column.expired")}</Table.Th>
              <Table.Th ta="right">{t("column.left")}</Table.Th>
              <Table.Th ta="right">{t("column.unused")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Th scope="row">
                  {row.walletName}
                  <Text size="xs" c="dimmed" fw={400}>
                    {format.days(row.firstDay, row.lastDay)}
                  </Text>
                </Table.Th>
                <Table.Td ta="right">{format.quantity(row.granted)}</Table.Td>
                <Table.Td ta="right">{format.quantity(row.used)}</Table.Td>
                <Table.Td ta="right">{format.quantity(row.expired)}</Table.Td>
                <Table.Td ta="right">{format.quantity(row.left)}</Table.Td>
                <Table.Td ta="right">
                  {row.unused === null ? t("running") : format.money(row.unused, { currency: row.currency })}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt="xs">
        {t("unusedHint")}
      </Text>
    </div>
  );
}
