"use client";

import { Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { listQuery } from "@/lib/dimensions/queries";
import { type JobDetail, KINDS, STAGES, STATUSES } from "@/lib/jobs/schema";
import { useCodeWords } from "./job-cells";
import { costSteps } from "./revision-words";
import { useQuantity } from "./use-quantity";

const FIELD_KEYS = {
  occurredAt: "field.when",
  provider: "field.provider",
  model: "field.model",
  kind: "field.kind",
  stage: "field.stage",
  status: "field.status",
  campaign: "field.campaign",
  market: "field.market",
  channel: "field.channel",
  motif: "field.motif",
  imagesDelivered: "field.delivered",
  cost: "page.cost",
  costCenter: "page.costCenter",
} as const;
const isNamed = (field: string): field is keyof typeof FIELD_KEYS => Object.hasOwn(FIELD_KEYS, field);

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((one) => one === value);

/** The cost of all tries before or after a change. */
function useCostWords(currency: string) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const quantityOf = useQuantity();
  return (text: string) =>
    costSteps(text)
      ?.map(({ amount, unit, cost }) =>
        [
          cost === null ? t("unpriced") : format.money(cost, { currency }),
          amount && unit ? `(${quantityOf(amount, unit)})` : "",
        ]
          .filter(Boolean)
          .join(" "),
      )
      .join(", ") ?? text;
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === "";

/** Kinds, stages and statuses are words of ours; null for any other field. */
function useVocabulary() {
  const t = useTranslations("jobs");
  return (field: string, value: unknown): string | null => {
    const kind = field === "kind" && oneOf(KINDS, value);
    if (kind) return t(`kind.${kind}`);
    const stage = field === "stage" && oneOf(STAGES, value);
    if (stage) return t(`stage.${stage}`);
    const status = field === "status" && oneOf(STATUSES, value);
    return status ? t(`status.${status}`) : null;
  };
}

/** A value of a revision as a person reads it. */
function useValueWords(currency: string) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const code = useCodeWords();
  const vocabulary = useVocabulary();
  const costOf = useCostWords(currency);
  const { data: costCenters } = useQuery(listQuery("cost-centers"));
  const special: Record<string, (text: string) => string> = {
    occurredAt: format.dateTime,
    cost: costOf,
    costCenter: (id) => code(costCenters?.find((center) => center.id === id)?.code ?? id),
  };
  return (field: string, value: unknown): string => {
    if (isEmpty(value)) return t("page.nothing");
    const text = String(value);
    return vocabulary(field, value) ?? special[field]?.(text) ?? code(text);
  };
}

function useAuthor() {
  const t = useTranslations("jobs");
  return ({ kind, name }: JobDetail["createdBy"]) => {
    if (kind === "system") return t("page.bySystem");
    return t(kind === "api_key" ? "page.byApiKey" : "page.loggedBy", { name: name ?? t("page.someone") });
  };
}

/** Who changed what, when and why; the logging itself comes last. */
export function JobHistory({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const wordsOf = useValueWords(job.cost.currency);
  const author = useAuthor();
  const newestFirst = [...job.revisions].sort((a, b) => b.revision - a.revision);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="history-title">
      <Title order={2} id="history-title" mb="sm">
        {t("page.history")}
      </Title>
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {newestFirst.map((revision) => (
          <li key={revision.revision}>
            <Text size="sm" fw={600}>
              {t("page.changedBy", { name: revision.by ?? t("page.someone"), time: format.dateTime(revision.at) })}
            </Text>
            <Text size="sm">{revision.reason}</Text>
            <ul style={{ margin: 0, paddingInlineStart: "1.25rem", fontSize: "0.875rem" }}>
              {Object.entries(revision.changes).map(([field, { from, to }]) => (
                <li key={field}>
                  {t("page.change", {
                    field: isNamed(field) ? t(FIELD_KEYS[field]) : field,
                    from: wordsOf(field, from),
                    to: wordsOf(field, to),
                  })}
                </li>
              ))}
            </ul>
          </li>
        ))}
        <li>
          <Text size="sm" fw={600}>
            {author(job.createdBy)}
          </Text>
          <Text size="sm" c="dimmed">
            {t("page.recordedAt", { time: format.dateTime(job.recordedAt) })}
            {newestFirst.length === 0 ? `. ${t("page.historyEmpty")}` : ""}
          </Text>
        </li>
      </Stack>
    </Paper>
  );
}
