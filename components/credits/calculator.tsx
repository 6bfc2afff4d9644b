"use client";

import { Autocomplete, Group, NumberInput, Paper, Select, Stack, TagsInput, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Amount } from "@/components/common/amount";
import { ErrorState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { CodeSelect } from "@/components/lists/code-select";
import styles from "@/components/prices/prices.module.css";
import { creditFunctionsQuery } from "@/lib/credits/queries";
import { ANY_MODEL, CREDIT_KINDS } from "@/lib/credits/schema";
import { estimateQuery } from "@/lib/jobs/queries";
import type { EstimateAnswer, JobInput } from "@/lib/jobs/schema";

type Run = {
  provider: string;
  model: string;
  kind: (typeof CREDIT_KINDS)[number];
  width: number | string;
  height: number | string;
  steps: number | string;
  images: number | string;
  modules: string[];
};

const FIRST: Run = {
  ...{ provider: "", model: "", kind: "generation", width: 1024, height: 1024, steps: "", images: 4 },
  modules: [],
};

const numbers = (fields: Record<string, number | string>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === "number" && value > 0));

const jobOf = ({ provider, model, kind, width, height, steps, images, modules }: Run, now: string): JobInput => ({
  ...{ occurredAt: now, provider, kind, stage: "draft" },
  ...(model.trim() ? { model: model.trim() } : {}),
  ...numbers({ width, height, steps, imagesRequested: images }),
  ...(modules.length > 0 ? { modules } : {}),
});

/** What a run would take, by the functions and prices of today; books nothing. */
export function Calculator() {
  const t = useTranslations("credits");
  const [run, setRun] = useState(FIRST);
  const [asked] = useDebouncedValue(run, 300);
  // One moment per visit, so that an unchanged question is not asked again.
  const [now] = useState(() => new Date().toISOString());
  const { data: functions } = useQuery(creditFunctionsQuery());
  const estimate = useQuery({
    ...estimateQuery(jobOf(asked, now)),
    enabled: asked.provider !== "",
    placeholderData: keepPreviousData,
  });
  const set = (change: Partial<Run>) => setRun((before) => ({ ...before, ...change }));
  useEffect(() => {
    const [known] = functions ?? [];
    if (known) setRun((before) => (before.provider ? before : { ...before, provider: known.provider }));
  }, [functions]);
  const models = (functions ?? [])
    .filter(({ provider, kind, model }) => provider === run.provider && kind === run.kind && model !== ANY_MODEL)
    .map(({ model }) => model);

  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Title order={2}>{t("calculator.title")}</Title>
        <Text size="sm" c="dimmed">
          {t("calculator.hint")}
        </Text>
        <Group grow align="flex-start">
          <CodeSelect
            list="providers"
            label={t("field.provider")}
            required
            value={run.provider}
            onChange={(provider) => set({ provider, model: "" })}
          />
          <Select
            label={t("field.kind")}
            allowDeselect={false}
            data={CREDIT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            value={run.kind}
            onChange={(kind) => set({ kind: CREDIT_KINDS.find((known) => known === kind) ?? "generation" })}
          />
        </Group>
        <Autocomplete
          label={t("field.model")}
          data={[...new Set(models)].sort()}
          value={run.model}
          onChange={(model) => set({ model })}
        />
        <Group grow align="flex-start" gap="xs">
          <Whole label={t("field.width")} value={run.width} onChange={(width) => set({ width })} />
          <Whole label={t("field.height")} value={run.height} onChange={(height) => set({ height })} />
          <Whole label={t("field.steps")} value={run.steps} onChange={(steps) => set({ steps })} />
          <Whole label={t("field.images")} value={run.images} onChange={(images) => set({ images })} />
        </Group>
        <TagsInput label={t("field.modules")} value={run.modules} onChange={(modules) => set({ modules })} />
        {estimate.error ? <ErrorState error={estimate.error} /> : <Result answer={estimate.data} />}
      </Stack>
    </Paper>
  );
}

type WholeProps = { label: string; value: number | string; onChange: (value: number | string) => void };

function Whole(props: WholeProps) {
  return <NumberInput {...props} min={1} max={65_536} allowDecimal={false} allowNegative={false} hideControls />;
}

function Result({ answer }: { answer: EstimateAnswer | undefined }) {
  const t = useTranslations("credits.calculator");
  const format = useFormat();
  // The place is there from the start, so that nothing moves when the answer comes.
  const { credits, cost } = answer ?? { credits: null, cost: { amount: null, currency: "", unpricedReason: null } };
  return (
    <Paper p="md" mih={104} className={styles.result} role="status">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2}>
          <Text size="sm">{t("credits")}</Text>
          <Text fw={650} fz="xl">
            {credits ? format.quantity(credits.expected) : answer ? t("unknown") : "…"}
          </Text>
          {credits ? (
            <Text size="xs" c="dimmed">
              {credits.low === credits.high
                ? t(`method.${credits.method}`)
                : t("band", {
                    low: format.quantity(credits.low),
                    high: format.quantity(credits.high),
                    method: t(`method.${credits.method}`),
                  })}
            </Text>
          ) : null}
        </Stack>
        <Stack gap={2} ta="right">
          <Text size="sm">{t("cost")}</Text>
          <Text fw={650} fz="xl" component="div">
            {cost.amount === null ? "–" : <Amount value={cost.amount} currency={cost.currency} />}
          </Text>
          {cost.unpricedReason ? (
            <Text size="xs" c="dimmed">
              {t(`reason.${cost.unpricedReason}`)}
            </Text>
          ) : null}
        </Stack>
      </Group>
    </Paper>
  );
}
