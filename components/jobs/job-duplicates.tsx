"use client";

import { Alert, Anchor, Text } from "@mantine/core";
import { IconCopyCheck } from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import classes from "./jobs.module.css";

type Same = NonNullable<JobDetail["duplicates"]["original"]>;

const SHOWN = 5;

/** The same configuration in another job: when, for how much, and the way to it. */
function SameJob({ same, currency }: { same: Same; currency: string }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  return (
    <>
      <Anchor component={Link} size="sm" underline="always" href={`/jobs/${same.id}` as Route}>
        {format.dateTime(same.occurredAt)}
      </Anchor>
      {", "}
      {same.cost === null ? t("unpriced") : format.money(same.cost, { currency })}
    </>
  );
}

/** This job repeated another one. */
function Repeats({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs.page");
  const { original } = job.duplicates;
  if (!job.duplicateOf) return null;
  return (
    <Alert
      className={classes.near}
      color="gray"
      variant="light"
      icon={<IconCopyCheck aria-hidden />}
      title={t("duplicateTitle")}
    >
      <Text size="sm">
        {t(original ? "duplicateBody" : "duplicateHidden")}{" "}
        {original ? <SameJob same={original} currency={job.cost.currency} /> : null}
      </Text>
    </Alert>
  );
}

/** Others repeated this job: what that cost together, and which they are. */
function Repeated({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs.page");
  const format = useFormat();
  const { currency } = job.cost;
  const { copies, copyCount, copyCost } = job.duplicates;
  if (copyCount === 0) return null;
  const rest = copyCount - Math.min(copies.length, SHOWN);
  return (
    <Alert
      className={classes.near}
      color="gray"
      variant="light"
      icon={<IconCopyCheck aria-hidden />}
      title={t("copiesTitle", { count: copyCount, cost: format.money(copyCost, { currency }) })}
    >
      <Text size="sm">{t("copiesBody")}</Text>
      <ul className={classes.copies}>
        {copies.slice(0, SHOWN).map((copy) => (
          <li key={copy.id}>
            <SameJob same={copy} currency={currency} />
          </li>
        ))}
        {rest > 0 ? <li>{t("copiesMore", { count: rest })}</li> : null}
      </ul>
    </Alert>
  );
}

/** Duplicates in both directions. */
export function JobDuplicates({ job }: { job: JobDetail }) {
  return (
    <>
      <Repeats job={job} />
      <Repeated job={job} />
    </>
  );
}
