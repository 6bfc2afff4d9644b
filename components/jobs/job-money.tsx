"use client";

import { Paper, Text, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { useFormat } from "@/components/common/use-format";
import { colourOf } from "@/components/waste/use-classes";
import type { ClassLine, JobDetail } from "@/lib/jobs/schema/detail";
import { shareOf } from "@/lib/kpi/chart";
import classes from "./jobs.module.css";

function Line({ line, job }: { line: ClassLine; job: JobDetail }) {
  const t = useTranslations("jobs.money");
  const tw = useTranslations("waste.class");
  const format = useFormat();
  const share = shareOf(line.amount, job.cost.knownAmount);
  return (
    <li className={classes.classLine}>
      <span className={classes.swatch} style={{ background: colourOf(line.class) }} aria-hidden />
      <div>
        <Text size="sm" fw={600}>
          {tw(line.class)}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`reason.${line.reason}`, { count: line.pictures })}
        </Text>
      </div>
      <div className={classes.classAmount}>
        <Text size="sm" fw={600} component="div">
          <Amount value={line.amount} currency={job.cost.currency} />
        </Text>
        {share === null ? null : (
          <Text size="xs" c="dimmed">
            {format.percent(share, 0)}
          </Text>
        )}
      </div>
    </li>
  );
}

/** What became of the money: useful, waste and of which kind, or open, each with the reason. */
export function JobMoney({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs.money");
  if (job.classes.length === 0) return null;
  const paid = job.classes.filter(({ amount }) => Number(amount) > 0);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="money-title">
      <Title order={2} id="money-title" mb="xs">
        {t("title")}
      </Title>
      {paid.length > 0 ? (
        <div className={classes.classBar} aria-hidden>
          {paid.map((line) => (
            <span
              key={line.class}
              style={{
                width: `${Number(shareOf(line.amount, job.cost.knownAmount)) * 100}%`,
                background: colourOf(line.class),
              }}
            />
          ))}
        </div>
      ) : null}
      {job.cost.amount === null ? (
        <Text size="sm" mb="xs">
          {t("unpriced")}
        </Text>
      ) : null}
      <ul className={classes.classLines}>
        {job.classes.map((line) => (
          <Line key={line.class} line={line} job={job} />
        ))}
      </ul>
    </Paper>
  );
}
