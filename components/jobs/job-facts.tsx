"use client";

import { Anchor, Paper, Text, Title } from "@mantine/core";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Amount } from "@/components/common/amount";
import { Link } from "@/components/common/link";
import { writeAmount } from "@/components/common/parse-amount";
import { useFormat } from "@/components/common/use-format";
import { PageLink } from "@/components/kpi/page-link";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { JobCost, useCodeWords } from "./job-cells";
import classes from "./jobs.module.css";

function Figure({ label, value, hint }: { label: string; value: ReactNode; hint?: ReactNode }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz="lg" fw={650} component="div">
        {value}
      </Text>
      {hint ? (
        <Text size="xs" c="dimmed" component="div">
          {hint}
        </Text>
      ) : null}
    </div>
  );
}

/** The job in figures. */
export function JobFigures({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const hasPictures = job.imagesRequested > 0 || job.imagesDelivered > 0;
  return (
    <Paper withBorder p="md" component="section" aria-label={t("page.figures")}>
      <div className={classes.figures}>
        <Figure
          label={t("page.cost")}
          value={<JobCost job={job} />}
          hint={job.cost.estimated ? t("page.estimated") : null}
        />
        <Figure label={t("page.credits")} value={format.quantity(job.credits)} />
        {hasPictures ? (
          <>
            <Figure
              label={t("page.images")}
              value={format.count(job.imagesDelivered)}
              hint={t("page.imagesOf", { delivered: job.imagesDelivered, requested: job.imagesRequested })}
            />
            <Figure
              label={t("page.approved")}
              value={t("page.approvedRate", { approved: job.approved, delivered: job.imagesDelivered })}
              hint={job.rejected > 0 ? `${t("pictureState.rejected")}: ${format.count(job.rejected)}` : null}
            />
          </>
        ) : null}
        <Figure
          label={t("page.attemptsCount")}
          value={format.count(job.attempts)}
          hint={t("page.attemptsFailed", { count: job.failedAttempts })}
        />
        {job.staffMinutes === null ? null : (
          <Figure
            label={t("page.staff")}
            value={<Amount value={job.staffCost} currency={job.cost.currency} />}
            hint={t("page.staffMinutes", { minutes: format.quantity(job.staffMinutes) })}
          />
        )}
      </div>
    </Paper>
  );
}

type Fact = { key: string; label: string; value: ReactNode };

const ENTRY_KEYS = {
  form: "page.entryForm",
  api: "page.entryApi",
  import: "page.entryImport",
  demo: "page.entryDemo",
} as const;

function usePlaceFacts(job: JobDetail): Fact[] {
  const t = useTranslations("jobs");
  const code = useCodeWords();
  const page = (dimension: "campaign" | "costCenter", value: string) => (
    <PageLink dimension={dimension} code={value}>
      {code(value)}
    </PageLink>
  );
  const motif = job.motifId ? (
    <Anchor component={Link} size="sm" href={`/motifs/${job.motifId}` as Route}>
      {job.motif}
    </Anchor>
  ) : (
    job.motif
  );
  const facts: (Fact | false)[] = [
    { key: "campaign", label: t("field.campaign"), value: page("campaign", job.campaign) },
    { key: "market", label: t("field.market"), value: code(job.market) },
    { key: "channel", label: t("field.channel"), value: code(job.channel) },
    { key: "costCenter", label: t("page.costCenter"), value: page("costCenter", job.costCenter) },
    job.motif !== null && { key: "motif", label: t("field.motif"), value: motif },
    job.iteration !== null && { key: "iteration", label: t("field.iteration"), value: job.iteration },
    { key: "wallet", label: t("field.wallet"), value: job.wallet },
    job.externalId !== null && { key: "externalId", label: t("field.externalId"), value: job.externalId },
    ...Object.entries(job.tags).map(([key, value]) => ({ key: `tag-${key}`, label: key, value })),
    { key: "entry", label: t("page.enteredBy"), value: t(ENTRY_KEYS[job.entry]) },
    job.importId !== null && {
      key: "import",
      label: t("page.entryImport"),
      value: (
        <Anchor component={Link} size="sm" href={`/jobs?importId=${job.importId}` as Route}>
          {t("page.importLink")}
        </Anchor>
      ),
    },
  ];
  return facts.filter((fact) => fact !== false);
}

function useRunFacts(job: JobDetail): Fact[] {
  const t = useTranslations("jobs");
  const locale = useLocale();
  const number = (value: number) => writeAmount(String(value), locale);
  const facts: (Fact | false)[] = [
    job.width !== null &&
      job.height !== null && {
        key: "size",
        label: `${t("field.width")} × ${t("field.height")}`,
        value: t("page.size", { width: String(job.width), height: String(job.height) }),
      },
    job.steps !== null && { key: "steps", label: t("field.steps"), value: job.steps },
    job.guidance !== null && { key: "guidance", label: t("field.guidance"), value: number(job.guidance) },
    job.sampler !== null && { key: "sampler", label: t("field.sampler"), value: job.sampler },
    job.seed !== null && { key: "seed", label: t("field.seed"), value: job.seed },
    job.modules.length > 0 && { key: "modules", label: t("field.modules"), value: job.modules.join(", ") },
    job.upscaleFactor !== null && {
      key: "upscale",
      label: t("field.upscaleFactor"),
      value: `${number(job.upscaleFactor)}×`,
    },
  ];
  return facts.filter((fact) => fact !== false);
}

function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ key, label, value }) => (
        <div key={key} style={{ display: "contents" }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the job belongs, how it was run, and its prompts where they are kept. */
export function JobFacts({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  const run = useRunFacts(job);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="facts-title">
      <Title order={2} id="facts-title" mb="sm">
        {t("page.details")}
      </Title>
      <FactList facts={usePlaceFacts(job)} />
      {run.length > 0 ? (
        <>
          <Title order={3} mt="md" mb="xs">
            {t("page.parameters")}
          </Title>
          <FactList facts={run} />
        </>
      ) : null}
      {(["prompt", "negativePrompt"] as const).map((name) =>
        job[name] ? (
          <div key={name}>
            <Title order={3} mt="md" mb="xs">
              {t(`field.${name}`)}
            </Title>
            <p className={classes.prompt}>{job[name]}</p>
          </div>
        ) : null,
      )}
    </Paper>
  );
}
