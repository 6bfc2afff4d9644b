"use client";

import { ActionIcon, Group, Menu, Stack, Table, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { Fragment, useState } from "react";
import { confirm } from "@/components/common/confirm";
import { useCan } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { deletePrice, editPrice } from "@/lib/prices/queries";
import type { Price } from "@/lib/prices/schema";
import { CheckMark } from "./check-mark";
import type { PriceGroup } from "./price-book";
import type { PriceFormOpen } from "./price-form";
import styles from "./prices.module.css";
import { SourceNote } from "./source-note";
import { usePriceProblem } from "./use-price-problem";
import { usePricesRefresh } from "./use-write";

type Open = (open: PriceFormOpen) => void;

export function PriceTable({ groups, onOpen }: { groups: readonly PriceGroup[]; onOpen: Open }) {
  const t = useTranslations("prices");
  return (
    <Table.ScrollContainer minWidth={900} className={styles.frame}>
      <Table verticalSpacing="xs" highlightOnHover className={styles.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("column.what")}</Table.Th>
            <Table.Th>{t("field.provider")}</Table.Th>
            <Table.Th ta="right">{t("column.price")}</Table.Th>
            <Table.Th>{t("column.valid")}</Table.Th>
            <Table.Th>{t("field.source")}</Table.Th>
            <Table.Th>{t("column.check")}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t("column.actions")}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map((group) => (
            <GroupRows key={group.key} group={group} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The entry that matters today, and its history when it is unfolded. */
function GroupRows({ group, onOpen }: { group: PriceGroup; onOpen: Open }) {
  const t = useTranslations("prices");
  const [unfolded, setUnfolded] = useState(false);
  const others = group.entries.filter(({ id }) => id !== group.shown.id);
  const Chevron = unfolded ? IconChevronDown : IconChevronRight;
  return (
    <Fragment>
      <PriceRow price={group.shown} state={group.state} onOpen={onOpen}>
        {others.length > 0 ? (
          <UnstyledButton onClick={() => setUnfolded(!unfolded)} aria-expanded={unfolded} className={styles.history}>
            <Chevron size={14} aria-hidden /> {t("book.others", { count: others.length })}
          </UnstyledButton>
        ) : null}
      </PriceRow>
      {unfolded ? others.map((price) => <PriceRow key={price.id} price={price} older onOpen={onOpen} />) : null}
    </Fragment>
  );
}

type RowProps = {
  price: Price;
  state?: PriceGroup["state"];
  older?: boolean;
  onOpen: Open;
  children?: React.ReactNode;
};

function PriceRow({ price, state = "inForce", older = false, onOpen, children }: RowProps) {
  const t = useTranslations("prices");
  const format = useFormat();
  const mayWrite = useCan("prices:write");
  return (
    <Table.Tr className={older ? styles.older : undefined}>
      <Table.Td className={styles.first}>
        <Text size="sm" fw={older ? 400 : 600}>
          {price.model ?? t("book.anyModel")}
        </Text>
        {price.variant ? (
          <Text size="xs" c="dimmed">
            {price.variant}
          </Text>
        ) : null}
        {children}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{price.providerName}</Text>
        <Text size="xs" c="dimmed">
          {price.wallet ?? t("book.anyWallet")}
        </Text>
      </Table.Td>
      <Table.Td ta="right" className={styles.figure}>
        <Text size="sm" fw={600}>
          {format.money(price.amount, { currency: price.currency, full: true })}
        </Text>
        <Text size="xs" c="dimmed">
          {t(`per.${price.unit}`)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Valid price={price} state={state} />
      </Table.Td>
      <Table.Td maw={240}>
        <SourceNote source={price.source} note={price.note} author={price.author} />
      </Table.Td>
      <Table.Td>
        <CheckMark row={price} onChecked={() => editPrice({ id: price.id, checkBeforeUse: false })} />
      </Table.Td>
      <Table.Td>{mayWrite ? <PriceMenu price={price} onOpen={onOpen} /> : null}</Table.Td>
    </Table.Tr>
  );
}

function Valid({ price, state }: { price: Price; state: PriceGroup["state"] }) {
  const t = useTranslations("prices");
  const format = useFormat();
  const { firstDay, lastDay, planPeriodId } = price;
  return (
    <Stack gap={0}>
      <Text size="sm">{lastDay ? format.days(firstDay, lastDay) : t("valid.from", { day: format.day(firstDay) })}</Text>
      {state === "inForce" ? null : (
        <Text size="xs" className={styles.near}>
          {t(`valid.${state}`)}
        </Text>
      )}
      {planPeriodId ? (
        <Text size="xs" c="dimmed">
          {t("valid.plan")}
        </Text>
      ) : null}
    </Stack>
  );
}

function PriceMenu({ price, onOpen }: { price: Price; onOpen: Open }) {
  const t = useTranslations("prices");
  const refresh = usePricesRefresh();
  const { say } = usePriceProblem();
  const fixed = price.used || price.planPeriodId !== null;
  const remove = async () => {
    const question = { title: t("remove.title"), body: t("remove.body"), confirmLabel: t("remove.confirm") };
    if (!(await confirm({ ...question, danger: true }))) return;
    try {
      await deletePrice(price.id);
      notifyDone(t("remove.done"));
      await refresh();
    } catch (error) {
      notifyFailed(null, say(error));
    }
  };
  return (
    <Group justify="flex-end">
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("actionsOf", { name: price.model ?? price.providerName })}
          >
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onOpen({ mode: "next", price })}>{t("menu.next")}</Menu.Item>
          {fixed ? null : <Menu.Item onClick={() => onOpen({ mode: "edit", price })}>{t("menu.edit")}</Menu.Item>}
          {price.planPeriodId === null ? (
            <Menu.Item onClick={() => onOpen({ mode: "end", price })}>{t("menu.end")}</Menu.Item>
          ) : null}
          {fixed ? (
            <Menu.Label maw={260}>{t(price.used ? "menu.used" : "menu.plan")}</Menu.Label>
          ) : (
            <Menu.Item color="red" onClick={() => void remove()}>
              {t("menu.remove")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
