"use client";

import { Badge, Group, Paper, Table, Text, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { useMe } from "@/components/common/me-context";
import { EmptyState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { dayIn } from "@/lib/core/period";
import type { MotifRound, MotifRounds } from "@/lib/jobs/schema/rounds";
import classes from "./motifs.module.css";

type Line = MotifRounds["total"];

/** Pictures of a kind with what they cost; nothing made and nothing paid is a dash. */
function Made({ count, spend, currency }: { count: number | null; spend: string; currency: string }) {
  const format = useFormat();
  const isNothing = (count ?? 0) === 0 && !/[1-9]/.test(spend);
  if (isNothing) return <Table.Td className={classes.number}>–</Table.Td>;
  return (
    <Table.Td className={classes.number}>
      {count === null ? null : <div>{format.count(count)}</div>}
      <div className={classes.quiet}>
        <Amount value={spend} currency={currency} />
      </div>
    </Table.Td>
  );
}

function Cells({ line, currency }: { line: Line; currency: string }) {
  const t = useTranslations("review.motif");
  const format = useFormat();
  return (
    <>
      <Made count={line.drafts} spend={line.draftSpend} currency={currency} />
      <Made count={line.finals} spend={line.finalSpend} currency={currency} />
      <Made count={line.variations} spend={line.variationSpend} currency={currency} />
      <Made count={null} spend={line.versionSpend} currency={currency} />
      <Table.Td className={classes.number}>{format.count(line.approved)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(line.rejected)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(line.waiting)}</Table.Td>
      <Table.Td className={classes.number}>
        <Amount value={line.spend} currency={currency} />
      </Table.Td>
      <Table.Td className={classes.number}>
        {line.costPerApprovedImage === null ? (
          <span className={classes.quiet}>{t("noApproval")}</span>
        ) : (
          <Amount value={line.costPerApprovedImage} currency={currency} />
        )}
      </Table.Td>
    </>
  );
}

function When({ round }: { round: MotifRound }) {
  const format = useFormat();
  const { timeZone } = useMe().organization;
  const day = (iso: string) => dayIn(timeZone, new Date(iso));
  return <div className={classes.when}>{format.days(day(round.firstAt), day(round.lastAt))}</div>;
}

export function MotifRoundsTable({ rounds: { rounds, total, currency } }: { rounds: MotifRounds }) {
  const t = useTranslations("review.motif");
  const numbers = [
    "drafts",
    "finals",
    "variations",
    "upscales",
    "approvedShort",
    "rejectedShort",
    "waitingShort",
    "spend",
    "cpai",
  ] as const;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="rounds-title">
      <Title order={2} id="rounds-title">
        {t("rounds")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("roundsHint")}
      </Text>
      {rounds.length === 0 ? (
        <EmptyState title={t("noRounds")} hint={t("noRoundsHint")} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a phone, also by keyboard
        <div className={classes.scroll} tabIndex={0}>
          <Table fz="sm" verticalSpacing="xs" miw={760}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("round")}</Table.Th>
                {numbers.map((name) => (
                  <Table.Th key={name} scope="col" className={classes.number}>
                    {t(name)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rounds.map((round) => (
                <Table.Tr key={round.iteration}>
                  <Table.Th scope="row" fw={600} className={classes.first}>
                    <Group gap={6} wrap="nowrap">
                      {round.iteration}
                      {round.isRejected ? (
                        <Badge size="sm" color="red" variant="light" className={classes.noShrink}>
                          {t("isRejected")}
                        </Badge>
                      ) : null}
                    </Group>
                    <When round={round} />
                  </Table.Th>
                  <Cells line={round} currency={currency} />
                </Table.Tr>
              ))}
            </Table.Tbody>
            <Table.Tfoot>
              <Table.Tr>
                <Table.Th scope="row">{t("total")}</Table.Th>
                <Cells line={total} currency={currency} />
              </Table.Tr>
            </Table.Tfoot>
          </Table>
        </div>
      )}
    </Paper>
  );
}
