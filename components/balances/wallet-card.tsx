"use client";

import { Button, Card, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import type { WalletBalance } from "@/lib/balances/schema";
import classes from "./balances.module.css";
import { useQuantity } from "./use-quantity";

/** With fewer days left somebody should buy, or slow down. */
const FEW_DAYS = 14;

/** A wallet that something is known to have come to. */
export type KnownBalance = WalletBalance & { remaining: string };

type Props = { balance: KnownBalance; mayWrite: boolean; onBook: () => void; onOpen: () => void };

/** What is left on one wallet, and how long it lasts. */
export function WalletCard({ balance, mayWrite, onBook, onOpen }: Props) {
  const t = useTranslations("balances");
  const format = useFormat();
  const { number, unit } = useQuantity(balance.unit);
  return (
    <Card>
      <Text fw={600}>{balance.name}</Text>
      <Text size="sm" c="dimmed">
        {balance.providerName} · {balance.wallet}
      </Text>
      <p className={classes.figure}>
        {number(balance.remaining)} <span className={classes.unit}>{unit}</span>
      </p>
      {balance.overdrawn === "0" ? null : <Warning>{t("overdrawn", { amount: number(balance.overdrawn) })}</Warning>}
      <Lasting balance={balance} number={number} />
      {balance.expiresNext ? (
        <p className={classes.quiet}>
          {t("expires", { amount: number(balance.expiresNext.credits), day: format.day(balance.expiresNext.on) })}
        </p>
      ) : null}
      <Group gap="xs" mt="sm">
        {mayWrite ? (
          <Button size="xs" variant="default" onClick={onBook}>
            {t("book")}
          </Button>
        ) : null}
        <Button size="xs" variant="subtle" onClick={onOpen}>
          {t("movements")}
        </Button>
      </Group>
    </Card>
  );
}

function Warning({ children }: { children: string }) {
  return (
    <p className={classes.warning}>
      <IconAlertTriangle size={16} aria-hidden />
      {children}
    </p>
  );
}

function Lasting({ balance, number }: { balance: WalletBalance; number: (text: string) => string }) {
  const t = useTranslations("balances");
  const format = useFormat();
  const { pacePerDay, runsOutOn, daysLeft } = balance;
  if (pacePerDay === null) return <p className={classes.quiet}>{t("noPace")}</p>;
  const lasts =
    runsOutOn === null || daysLeft === null
      ? t("lastsLong")
      : daysLeft === 0
        ? t("outToday")
        : t("lasts", { day: format.day(runsOutOn), count: daysLeft });
  return (
    <>
      {daysLeft !== null && daysLeft < FEW_DAYS ? <Warning>{lasts}</Warning> : <p className={classes.quiet}>{lasts}</p>}
      <p className={classes.quiet}>{t("pace", { amount: number(Number(pacePerDay).toFixed(1)) })}</p>
    </>
  );
}
