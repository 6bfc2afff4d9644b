"use client";

import { Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { PriceOrigin, usePriceWords } from "./price-words";

type Attempt = JobDetail["attemptList"][number];

function AttemptLine({ attempt, currency }: { attempt: Attempt; currency: string }) {
  const t = useTranslations("jobs");
  const sum = usePriceWords(currency)(attempt);
  return (
    <li>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ minWidth: 0, flex: 1 }}>
          <Group gap={6}>
            <Text size="sm" fw={600}>
              {t("page.attempt", { number: attempt.index })}
            </Text>
            <Badge color="gray" variant="outline">
              {t(`status.${attempt.status}`)}
            </Badge>
            {attempt.source ? (
              <Badge color="gray" variant="outline">
                {t(`source.${attempt.source}`)}
              </Badge>
            ) : null}
          </Group>
          {sum ? <Text size="sm">{sum}</Text> : null}
          {attempt.unpricedReason ? <Text size="sm">{t(`unpricedReason.${attempt.unpricedReason}`)}</Text> : null}
          <PriceOrigin {...attempt} />
        </div>
        <Text size="sm" fw={600} component="div">
          {attempt.cost === null ? (
            <Text span inherit c="var(--near)">
              {t("unpriced")}
            </Text>
          ) : (
            <Amount value={attempt.cost} currency={currency} />
          )}
        </Text>
      </Group>
    </li>
  );
}

/** Each try with its cost and where that cost comes from. */
export function JobAttempts({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="attempts-title">
      <Title order={2} id="attempts-title" mb="sm">
        {t("page.attempts")}
      </Title>
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {job.attemptList.map((attempt) => (
          <AttemptLine key={attempt.index} attempt={attempt} currency={job.cost.currency} />
        ))}
      </Stack>
    </Paper>
  );
}
