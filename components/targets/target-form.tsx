"use client";

import { Alert, Button, Checkbox, Group, Select, Stack, Text, Textarea } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { AmountInput } from "@/components/common/amount-input";
import { useMe } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useSend } from "@/components/common/use-send";
import { useToday } from "@/components/filters/use-kpi-filter";
import { CodeSelect } from "@/components/lists/code-select";
import { DayField } from "@/components/lists/day-field";
import { textField } from "@/components/prices/text-field";
import { useWriteKey } from "@/components/prices/use-write";
import { WriteDrawer, WriteForm } from "@/components/prices/write-drawer";
import { kpiQueryOptions } from "@/lib/kpi/queries";
import { patchTarget, postTarget, targetsKey } from "@/lib/targets/queries";
import { isShare, percentOfShare, shareOfPercent } from "@/lib/targets/rules";
import { TARGET_METRICS, TARGET_SCOPES, type Target, type TargetMetric, type TargetScope } from "@/lib/targets/schema";
import type { TargetFormOpen } from "./opened";
import { measured, measuredDays, questionOf } from "./targets";
import classes from "./targets.module.css";
import { useTargetProblem } from "./use-target-problem";
import { useTargetWords } from "./use-target-words";

type Baseline = { value: string; from: string; to: string };
type Values = {
  metric: TargetMetric;
  scope: TargetScope;
  code: string;
  /** As people write it: per cent for shares. */
  value: string;
  firstDay: string;
  lastDay: string;
  frozen: boolean;
  note: string;
  /** As programs write it. */
  baseline: Baseline | null;
};

const LIST_OF = { costCenter: "cost-centers", campaign: "campaigns", market: "markets", channel: "channels" } as const;

function valuesOf(open: TargetFormOpen, today: string, limited: boolean): Values {
  const target = open.mode === "add" ? null : open.target;
  const said = open.mode === "edit" ? target : null;
  const metric = target?.metric ?? "costPerApprovedImage";
  return {
    ...{ metric, scope: target?.scope ?? (limited ? "costCenter" : "organization"), code: target?.code ?? "" },
    value: said ? (isShare(metric) ? percentOfShare(said.value) : said.value) : "",
    ...{ firstDay: said?.firstDay ?? today, lastDay: said?.lastDay ?? "", frozen: said?.frozen ?? false },
    ...{ note: said?.note ?? "", baseline: said?.baseline ?? null },
  };
}

const isAmount = (text: string) => /^\d{1,12}(\.\d+)?$/.test(text);
/** What is no number goes to the server as it is typed, and comes back with a reason. */
const sentValue = (metric: TargetMetric, typed: string) =>
  isShare(metric) && isAmount(typed) ? shareOfPercent(typed) : typed;

export function TargetForm({ open, onClose }: { open: TargetFormOpen | null; onClose: () => void }) {
  const t = useTranslations("targets");
  const dirty = useRef<() => boolean>(() => false);
  return (
    <WriteDrawer
      opened={open !== null}
      title={open ? t(`form.${open.mode}`) : ""}
      dirty={() => dirty.current()}
      onClose={onClose}
    >
      {open ? (
        <Body
          open={open}
          onClose={onClose}
          watch={(isDirty) => {
            dirty.current = isDirty;
          }}
        />
      ) : null}
    </WriteDrawer>
  );
}

type BodyProps = { open: TargetFormOpen; onClose: () => void; watch: (isDirty: () => boolean) => void };

function Body({ open, onClose, watch }: BodyProps) {
  const t = useTranslations("targets");
  const format = useFormat();
  const today = useToday();
  const { limitedTo } = useMe();
  const client = useQueryClient();
  const form = useForm<Values>({ initialValues: valuesOf(open, today, limitedTo !== null) });
  const { busy, problem, send } = useSend(useTargetProblem(), form.setErrors);
  const keyFor = useWriteKey();
  watch(() => form.isDirty());

  const done = (message: string) => {
    notifyDone(message);
    onClose();
    void client.invalidateQueries({ queryKey: targetsKey });
  };
  const save = ({ metric, scope, code, value, lastDay, note, frozen, ...rest }: Values) => {
    const said = { ...rest, value: sentValue(metric, value), lastDay: lastDay || null, note: note.trim() || null };
    if (open.mode === "edit")
      return send(
        () => patchTarget({ id: open.target.id, ...said }),
        () => done(t("form.saved")),
      );
    const body = { ...said, metric, scope, frozen, ...(scope === "organization" ? {} : { code }) };
    return send(
      () => postTarget(body, keyFor(body)),
      ({ previousEnds }) =>
        done(previousEnds ? t("form.addedAfter", { day: format.day(previousEnds) }) : t("form.added")),
    );
  };

  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onClose}>
      {open.mode === "add" ? <WhatFor form={form} /> : <Subject target={open.target} />}
      {open.mode === "next" ? (
        <Alert variant="light" color="gray">
          {t("form.endsPrevious")}
        </Alert>
      ) : null}
      <AmountInput
        label={t(isShare(form.values.metric) ? "field.share" : "field.value")}
        description={t(form.values.metric === "approvalRate" ? "field.atLeast" : "field.atMost")}
        required
        {...textField(form, "value")}
      />
      <Help form={form} />
      <Group grow align="flex-start">
        <DayField label={t("field.firstDay")} required {...textField(form, "firstDay")} />
        <DayField label={t("field.lastDay")} placeholder={t("field.open")} {...textField(form, "lastDay")} />
      </Group>
      <Textarea label={t("field.note")} autosize minRows={2} maxLength={2000} {...form.getInputProps("note")} />
      {open.mode === "edit" ? null : (
        <Checkbox
          label={t("field.frozen")}
          description={t("field.frozenHint")}
          {...form.getInputProps("frozen", { type: "checkbox" })}
        />
      )}
    </WriteForm>
  );
}

function Subject({ target }: { target: Target }) {
  const words = useTargetWords();
  return (
    <div>
      <Text fw={600}>{words.metric(target.metric)}</Text>
      <Text size="sm" c="dimmed">
        {words.place(target.scope, target.name, target.code)} · {words.value(target.metric, target.value)} ·{" "}
        {words.days(target.firstDay, target.lastDay)}
      </Text>
    </div>
  );
}

function WhatFor({ form }: { form: UseFormReturnType<Values> }) {
  const t = useTranslations("targets");
  const words = useTargetWords();
  const { limitedTo } = useMe();
  const { metric, scope } = form.values;
  const allowed = TARGET_SCOPES.filter(
    (one) =>
      (limitedTo === null || one === "costCenter" || one === "campaign") &&
      (metric !== "costPerCampaign" || (one !== "market" && one !== "channel")),
  );
  return (
    <>
      <Select
        label={t("field.metric")}
        required
        allowDeselect={false}
        data={TARGET_METRICS.map((one) => ({ value: one, label: words.metric(one) }))}
        {...form.getInputProps("metric")}
        onChange={(next) => {
          const known = TARGET_METRICS.find((one) => one === next);
          // Another figure is another measure: neither value nor baseline mean anything there.
          if (known) form.setValues({ metric: known, value: "", baseline: null });
        }}
      />
      <Group grow align="flex-start">
        <Select
          label={t("field.scope")}
          required
          allowDeselect={false}
          data={allowed.map((one) => ({ value: one, label: t(`scope.${one}`) }))}
          {...form.getInputProps("scope")}
          onChange={(next) => {
            const known = allowed.find((one) => one === next);
            if (known) form.setValues({ scope: known, code: "", baseline: null });
          }}
        />
        {scope === "organization" ? null : (
          <CodeSelect
            list={LIST_OF[scope]}
            label={t(`scope.${scope}`)}
            required
            without={["unassigned"]}
            {...textField(form, "code")}
          />
        )}
      </Group>
    </>
  );
}

/** What the figure was in the last 90 days: a target out of thin air helps nobody. */
function Help({ form }: { form: UseFormReturnType<Values> }) {
  const t = useTranslations("targets");
  const words = useTargetWords();
  const format = useFormat();
  const days = measuredDays(useToday());
  const { metric, scope, code, baseline } = form.values;
  const isKnown = scope === "organization" || code !== "";
  const { data } = useQuery({ ...kpiQueryOptions(questionOf(scope, days)), enabled: isKnown });
  const figure = isKnown ? measured(data, { metric, scope, code }) : null;
  const value = figure?.value ?? null;
  if (!isKnown || !figure) return null;
  return (
    <Stack gap={4} className={classes.help} role="status" align="flex-start">
      <Text size="sm">
        {value === null
          ? t("help.none", { days: format.days(days.from, days.to) })
          : t("help.was", { value: words.value(metric, value), days: format.days(days.from, days.to) })}
      </Text>
      {value === null ? null : (
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={baseline?.value === value}
          onClick={() => form.setFieldValue("baseline", { value, ...days })}
        >
          {t("help.use")}
        </Button>
      )}
      {baseline ? (
        <Group gap="xs">
          <Text size="sm">
            {t("help.baseline", {
              value: words.value(metric, baseline.value),
              days: format.days(baseline.from, baseline.to),
            })}
          </Text>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => form.setFieldValue("baseline", null)}>
            {t("help.without")}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
