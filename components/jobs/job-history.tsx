"use client";

import { Paper, Text, Title } from "@mantine/core";
import { type Icon, IconBan, IconCheck, IconPencil, IconPlus, IconReceipt, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/components/common/use-format";
import { listQuery } from "@/lib/dimensions/queries";
import { type JobEvent, timelineOf } from "@/lib/jobs/rules/timeline";
import { KINDS, STAGES, STATUSES } from "@/lib/jobs/rules/vocabulary";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { useCodeWords } from "./job-cells";
import classes from "./jobs.module.css";
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

type Told = { title: string; icon: Icon; body: ReactNode };

/** A correction: why, and each field with what it was and is. */
function Changes({ job, revision }: { job: JobDetail; revision: JobDetail["revisions"][number] }) {
  const t = useTranslations("jobs");
  const wordsOf = useValueWords(job.cost.currency);
  return (
    <>
      <Text size="sm">{revision.reason}</Text>
      <ul className={classes.changes}>
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
    </>
  );
}

function useTelling(job: JobDetail): (event: JobEvent) => Told {
  const t = useTranslations("jobs");
  const format = useFormat();
  const author = useAuthor();
  const someone = (name: string | null) => name ?? t("page.someone");
  return (event) => {
    switch (event.kind) {
      case "logged":
        return { title: author(job.createdBy), icon: IconPlus, body: null };
      case "corrected": {
        const { revision } = event;
        const body = <Changes job={job} revision={revision} />;
        return { title: t("page.correctedBy", { name: someone(revision.by) }), icon: IconPencil, body };
      }
      case "decided": {
        const { by, decision, pictures } = event;
        const names = pictures.map((number) => t("page.picture", { number }));
        const title = t("page.decidedBy", { name: someone(by), decision: t(`pictureState.${decision.decision}`) });
        const said = [decision.reason, decision.comment].filter(Boolean).join(": ");
        const what = decision.version > 1 ? t("page.version", { number: decision.version }) : "";
        const body = <Text size="sm">{[format.list(names), what, said].filter(Boolean).join(" · ")}</Text>;
        return { title, icon: decision.decision === "rejected" ? IconX : IconCheck, body };
      }
      case "priced": {
        const sums = event.entries.map(({ amount, currency }) => format.money(amount, { currency }));
        const body = <Text size="sm">{[t("page.priceBecameKnown"), format.list(sums)].join(": ")}</Text>;
        return { title: t("page.pricedBy", { name: someone(event.by) }), icon: IconReceipt, body };
      }
      case "voided": {
        const body = event.reason ? <Text size="sm">{event.reason}</Text> : null;
        return { title: t("page.voidedBy", { name: someone(event.by) }), icon: IconBan, body };
      }
    }
  };
}

const keyOf = (event: JobEvent) =>
  event.kind === "corrected"
    ? `corrected-${event.revision.revision}`
    : `${event.kind}-${event.at}-${event.kind === "decided" ? event.decision.id : ""}`;

/** Everything that happened to the job in one line of time, newest first; the logging itself comes last. */
export function JobHistory({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const tell = useTelling(job);
  const events = timelineOf(job);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="history-title">
      <Title order={2} id="history-title" mb="sm">
        {t("page.history")}
      </Title>
      <ol className={classes.timeline}>
        {events.map((event) => {
          const { title, icon: Sign, body } = tell(event);
          return (
            <li key={keyOf(event)}>
              <span className={classes.sign} aria-hidden>
                <Sign size={14} stroke={2} />
              </span>
              <div>
                <Text size="sm" fw={600}>
                  {title}
                </Text>
                {body}
                <Text size="xs" c="dimmed">
                  <time dateTime={event.at}>{format.dateTime(event.at)}</time>
                </Text>
              </div>
            </li>
          );
        })}
      </ol>
      {events.length === 1 ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t("page.historyEmpty")}
        </Text>
      ) : null}
    </Paper>
  );
}
