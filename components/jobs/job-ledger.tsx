"use client";

import { Badge, Group, Paper, Table, Text, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { useFormat } from "@/components/common/use-format";
import { PRICE_BECAME_KNOWN } from "@/lib/jobs/rules/timeline";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import classes from "./jobs.module.css";
import { PriceOrigin, usePriceWords } from "./price-words";
import { useQuantity } from "./use-quantity";

type Entry = JobDetail["ledger"][number];

const TYPES = ["usage", "correction", "refund"] as const;
const isKnown = (type: string): type is (typeof TYPES)[number] => (TYPES as readonly string[]).includes(type);

function EntryRow({ entry, currency, isReversed }: { entry: Entry; currency: string; isReversed: boolean }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const quantityOf = useQuantity();
  const wordsOf = usePriceWords(currency);
  const type = isKnown(entry.type)
    ? t(`page.entryType.${entry.type}`)
    : t("page.entryType.other", { type: entry.type });
  const sum = entry.price || entry.rate ? wordsOf({ ...entry, amount: entry.quantity }) : null;
  // Our own words for what the product booked by itself; a person's reason is in the history, too.
  const why = entry.reason === PRICE_BECAME_KNOWN ? t("page.priceBecameKnown") : entry.reason;
  const hasWords = Boolean(sum ?? why);
  return (
    <>
      <Table.Tr className={hasWords ? classes.withWords : undefined}>
        <Table.Td style={{ whiteSpace: "nowrap" }}>{format.dateTime(entry.recordedAt)}</Table.Td>
        <Table.Td>
          <Group gap={6}>
            {entry.reverses ? t("page.reversal") : type}
            {entry.attemptIndex === null ? null : (
              <Text span size="xs" c="dimmed">
                {t("page.attempt", { number: entry.attemptIndex })}
              </Text>
            )}
            {isReversed ? (
              <Badge color="gray" variant="outline">
                {t("page.reversed")}
              </Badge>
            ) : null}
          </Group>
        </Table.Td>
        <Table.Td className={classes.number}>{quantityOf(entry.quantity, entry.unit)}</Table.Td>
        <Table.Td className={classes.number}>
          {entry.amount === null ? t("unpriced") : <Amount value={entry.amount} currency={entry.currency} />}
        </Table.Td>
        <Table.Td style={{ whiteSpace: "nowrap" }}>{format.month(entry.bookedPeriod)}</Table.Td>
      </Table.Tr>
      {hasWords ? (
        <Table.Tr>
          <Table.Td colSpan={5} pt={0}>
            {sum}
            <PriceOrigin {...entry} />
            {why ? <div className={classes.quiet}>{why}</div> : null}
          </Table.Td>
        </Table.Tr>
      ) : null}
    </>
  );
}

/** What was booked for the job, reversals included. */
export function JobLedger({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  const reversed = new Set(job.ledger.map(({ reverses }) => reverses));
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="ledger-title">
      <Title order={2} id="ledger-title">
        {t("page.ledger")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(job.ledger.length > 0 ? "page.ledgerHint" : "page.ledgerEmpty")}
      </Text>
      {job.ledger.length > 0 ? (
        <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table fz="sm" verticalSpacing="xs" aria-labelledby="ledger-title">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("page.recorded")}</Table.Th>
                <Table.Th scope="col">{t("page.entry")}</Table.Th>
                <Table.Th scope="col" className={classes.number}>
                  {t("page.quantity")}
                </Table.Th>
                <Table.Th scope="col" className={classes.number}>
                  {t("page.amount")}
                </Table.Th>
                <Table.Th scope="col">{t("page.period")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {job.ledger.map((entry) => (
                <EntryRow
                  key={entry.id}
                  entry={entry}
                  currency={job.cost.currency}
                  isReversed={reversed.has(entry.id)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : null}
    </Paper>
  );
}
