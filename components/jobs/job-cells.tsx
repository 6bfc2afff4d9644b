"use client";

import { Badge, Group, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { useCan } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { FLAGS } from "@/lib/jobs/rules/vocabulary";
import type { Job } from "@/lib/jobs/schema";
import classes from "./jobs.module.css";
import { QuickDecision } from "./quick-decision";

/** What a job cost; without a price the reason, with an estimate its mark. */
export function JobCost({ job }: { job: Job }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const { cost } = job;
  if (cost.amount === null) {
    const hasPart = /[1-9]/.test(cost.knownAmount);
    return (
      <div>
        <Text size="sm" fw={600} c="var(--near)">
          {hasPart
            ? t("list.partly", { cost: format.money(cost.knownAmount, { currency: cost.currency }) })
            : t("unpriced")}
        </Text>
        {cost.unpricedReason ? (
          <Text size="xs" c="dimmed" style={{ whiteSpace: "normal" }}>
            {t(`unpricedReason.${cost.unpricedReason}`)}
          </Text>
        ) : null}
      </div>
    );
  }
  if (!cost.estimated) return <Amount value={cost.amount} currency={cost.currency} />;
  return (
    <span title={t("list.estimatedHint")}>
      ≈ <Amount value={cost.amount} currency={cost.currency} />
    </span>
  );
}

export function useCodeWords() {
  const t = useTranslations("jobs");
  return (code: string) => (code === "unassigned" ? t("list.unassigned") : code);
}

export function useKindWords() {
  const t = useTranslations("jobs");
  return ({ kind, stage }: Pick<Job, "kind" | "stage">) =>
    stage ? `${t(`kind.${kind}`)} · ${t(`stage.${stage}`)}` : t(`kind.${kind}`);
}

type Flag = (typeof FLAGS)[number];
const isFlag = (text: string): text is Flag => (FLAGS as readonly string[]).includes(text);

export function JobFlags({ job }: { job: Job }) {
  const t = useTranslations("jobs");
  return (
    <Group gap={4}>
      {job.state === "void" ? (
        <Badge className={classes.flag} color="gray">
          {t("flag.void")}
        </Badge>
      ) : null}
      {job.status === "succeeded" ? null : (
        <Badge className={classes.flag} color="gray" variant="outline">
          {t(`flag.${job.status}`)}
        </Badge>
      )}
      {job.duplicateOf ? (
        <Badge className={classes.flag} color="gray" variant="outline">
          {t("flag.duplicate")}
        </Badge>
      ) : null}
      {job.flags.filter(isFlag).map((flag) => (
        <Badge key={flag} className={classes.flag} color="gray" variant="outline">
          {t(`flag.${flag}`)}
        </Badge>
      ))}
    </Group>
  );
}

/** "2 of 4 approved"; who may decide, decides right here. */
export function JobPictures({ job }: { job: Job }) {
  const t = useTranslations("jobs");
  const mayDecide = useCan("reviews:decide");
  if (job.imagesDelivered === 0) return <span>{t("list.noPictures")}</span>;
  const summary = t("list.approvedOf", { approved: job.approved, delivered: job.imagesDelivered });
  return mayDecide && job.state === "live" ? <QuickDecision job={job} summary={summary} /> : <span>{summary}</span>;
}
