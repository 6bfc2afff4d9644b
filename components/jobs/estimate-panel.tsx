"use client";

import { Alert, Anchor, List, Paper, Stack, Text, Title } from "@mantine/core";
import { IconBulb, IconCopyCheck } from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Amount } from "@/components/common/amount";
import { Link } from "@/components/common/link";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { ApiError } from "@/lib/http/fetch-json";
import type { EstimateAnswer } from "@/lib/jobs/schema";
import classes from "./jobs.module.css";
import { useAdviceWords } from "./use-advice-words";
import type { Estimate } from "./use-estimate";

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {children}
    </div>
  );
}

function CreditsFigure({ credits }: { credits: EstimateAnswer["credits"] }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  if (!credits) return <Figure label={t("estimate.credits")}>{t("estimate.noCredits")}</Figure>;
  const what = t(`estimate.creditsSource.${credits.method}`);
  const { expected, low, high, source } = credits;
  return (
    <Figure label={t("estimate.credits")}>
      <Text fz="xl" fw={650}>
        {format.quantity(expected)}
      </Text>
      {low === high ? null : (
        <Text size="sm">{t("estimate.band", { low: format.quantity(low), high: format.quantity(high) })}</Text>
      )}
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {source ? t("estimate.withSource", { what, source }) : what}
      </Text>
    </Figure>
  );
}

function CostFigure({ cost, source }: Pick<EstimateAnswer, "cost" | "source">) {
  const t = useTranslations("jobs");
  const format = useFormat();
  if (cost.amount === null)
    return (
      <Figure label={t("estimate.cost")}>
        <Text fw={600} c="var(--near)">
          {t("unpriced")}
        </Text>
        {cost.unpricedReason ? (
          <Text size="sm">{t("estimate.noCost", { reason: t(`unpricedReason.${cost.unpricedReason}`) })}</Text>
        ) : null}
        <Text size="xs" c="dimmed">
          {t("estimate.booksUnpriced")}
        </Text>
      </Figure>
    );
  const money = (text: string) => format.money(text, { currency: cost.currency });
  return (
    <Figure label={t("estimate.cost")}>
      <Text fz="xl" fw={650} component="div">
        <Amount value={cost.amount} currency={cost.currency} />
      </Text>
      {cost.low && cost.high && cost.low !== cost.high ? (
        <Text size="sm">{t("estimate.band", { low: money(cost.low), high: money(cost.high) })}</Text>
      ) : null}
      {source ? (
        <Text size="xs" c="dimmed">
          {t(`estimate.costSource.${source}`)}
        </Text>
      ) : null}
    </Figure>
  );
}

/** One is enough to think again: the latest. */
function Duplicate({ jobs }: { jobs: EstimateAnswer["duplicateOf"] }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const [latest] = [...jobs].sort((a, b) => Date.parse(b.occurredAt) - Date.parse(a.occurredAt));
  if (!latest) return null;
  const { id, occurredAt } = latest;
  return (
    <Alert className={classes.near} color="gray" variant="light" icon={<IconCopyCheck aria-hidden />} role="alert">
      <Text size="sm">{t("estimate.duplicate", { day: format.dateTime(occurredAt) })}</Text>
      <Anchor size="sm" component={Link} href={`/jobs/${id}` as Route} target="_blank">
        {t("estimate.showJob")}
      </Anchor>
    </Alert>
  );
}

function Answer({ answer }: { answer: EstimateAnswer }) {
  const t = useTranslations("jobs");
  const advise = useAdviceWords();
  return (
    <Stack gap="md">
      <CostFigure cost={answer.cost} source={answer.source} />
      <CreditsFigure credits={answer.credits} />
      <Duplicate jobs={answer.duplicateOf} />
      {answer.advice.length > 0 ? (
        <Alert color="gray" variant="light" icon={<IconBulb aria-hidden />} title={t("estimate.adviceTitle")}>
          <List size="sm">
            {answer.advice.map((line) => (
              <List.Item key={line.code}>{advise(line, answer.cost.currency)}</List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
    </Stack>
  );
}

function words(estimate: Estimate): "waiting" | "attention" | "failed" | null {
  if (!estimate.hasProvider) return "waiting";
  if (!estimate.isAsked) return "attention";
  if (!estimate.error) return null;
  return estimate.error instanceof ApiError && estimate.error.status === 422 ? "attention" : "failed";
}

/** Credits and cost while typing: with source and band, or why there is none. */
export function EstimatePanel({ estimate }: { estimate: Estimate }) {
  const t = useTranslations("jobs");
  const missing = words(estimate);
  const isStale = estimate.isPlaceholderData || estimate.isFetching;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="estimate-title">
      <Title order={2} id="estimate-title" mb="sm">
        {t("estimate.title")}
      </Title>
      <div aria-live="polite" aria-busy={isStale} style={{ opacity: isStale && !missing ? 0.7 : 1, minHeight: "9rem" }}>
        {missing ? (
          <Text size="sm" c="dimmed">
            {t(`estimate.${missing}`)}
          </Text>
        ) : null}
        {!missing && estimate.data ? <Answer answer={estimate.data} /> : null}
        {!missing && !estimate.data ? <Loading rows={3} /> : null}
      </div>
    </Paper>
  );
}
