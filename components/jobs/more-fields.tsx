"use client";

import { ActionIcon, Button, Group, NativeSelect, SimpleGrid, Stack, TagsInput, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { AmountInput } from "@/components/common/amount-input";
import { STATUSES } from "@/lib/jobs/rules/vocabulary";
import { CodeField } from "./code-field";
import type { AttemptDraft } from "./draft";
import { AmountField, ChoiceField, CountField, LineField, LongField, Section, useField, useUnits } from "./fields";
import { ProblemText } from "./problem-text";
import type { JobForm } from "./use-job-form";
import { useWallets } from "./use-options";

const FOUR = { base: 1, xs: 2, lg: 4 };
const TWO = { base: 1, sm: 2 };

function TagField({ form, name }: { form: JobForm; name: "modules" | "tags" }) {
  const t = useTranslations("jobs");
  return (
    <TagsInput
      {...useField(form, name)}
      description={t(`hint.${name}`)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={form.draft[name]}
      onChange={(values) => form.set({ [name]: values })}
      openOnFocus={false}
    />
  );
}

function SettingsFields({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  return (
    <Section title={t("form.settings")}>
      <Stack gap="sm">
        <SimpleGrid cols={FOUR} spacing="sm" verticalSpacing="sm">
          <CountField form={form} name="width" />
          <CountField form={form} name="height" />
          <CountField form={form} name="steps" />
          <AmountField form={form} name="guidance" />
          <LineField form={form} name="sampler" />
          <LineField form={form} name="seed" />
          <TagField form={form} name="modules" />
          {form.draft.kind === "upscale" ? <AmountField form={form} name="upscaleFactor" /> : null}
        </SimpleGrid>
        <SimpleGrid cols={TWO} spacing="sm" verticalSpacing="sm">
          <LongField form={form} name="prompt" description={t("hint.prompt")} />
          <LongField form={form} name="negativePrompt" />
        </SimpleGrid>
      </Stack>
    </Section>
  );
}

type AttemptProps = { number: number; attempt: AttemptDraft; onChange: (attempt: AttemptDraft | null) => void };

function AttemptRow({ number, attempt, onChange }: AttemptProps) {
  const t = useTranslations("jobs");
  return (
    <Group gap="xs" align="center">
      <NativeSelect
        aria-label={t("form.attemptStatus", { number })}
        value={attempt.status}
        onChange={({ currentTarget }) =>
          onChange({ ...attempt, status: STATUSES.find((status) => status === currentTarget.value) ?? "failed" })
        }
        data={STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) }))}
      />
      <AmountInput
        aria-label={t("form.attemptAmount", { number })}
        placeholder={t("field.amount")}
        value={attempt.amount}
        onChange={(amount) => onChange({ ...attempt, amount })}
        w={{ base: "100%", xs: "10rem" }}
      />
      <NativeSelect
        aria-label={t("form.attemptUnit", { number })}
        value={attempt.unit || "CREDITS"}
        onChange={({ currentTarget }) => onChange({ ...attempt, unit: currentTarget.value })}
        data={useUnits(attempt.unit || "CREDITS")}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("form.removeAttempt", { number })}
        onClick={() => onChange(null)}
      >
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function AttemptFields({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  const { attempts, unit } = form.draft;
  const problem = form.problems.attempts;
  const change = (at: number, attempt: AttemptDraft | null) =>
    form.set({ attempts: attempts.flatMap((old, index) => (index === at ? (attempt ? [attempt] : []) : [old])) });
  return (
    <Section title={t("field.attempts")}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="dimmed">
          {t("hint.attempts")}
        </Text>
        {attempts.map((attempt, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts have no id but their place
          <AttemptRow key={index} number={index + 1} attempt={attempt} onChange={(next) => change(index, next)} />
        ))}
        {problem ? (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            <ProblemText problem={problem} />
          </Text>
        ) : null}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.set({ attempts: [...attempts, { status: "failed", amount: "", unit }] })}
        >
          {t("form.addAttempt")}
        </Button>
      </Stack>
    </Section>
  );
}

function RecordFields({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  const { draft, set, problems } = form;
  return (
    <Section title={t("form.record")}>
      <SimpleGrid cols={FOUR} spacing="sm" verticalSpacing="sm">
        <CodeField
          name="wallet"
          label={t("field.wallet")}
          placeholder={t("hint.wallet")}
          value={draft.wallet}
          options={useWallets(draft.provider)}
          problem={problems.wallet}
          onChange={(wallet) => set({ wallet })}
        />
        <ChoiceField form={form} name="status" choices={STATUSES} labelOf={(status) => t(`status.${status}`)} />
        <AmountField form={form} name="staffMinutes" />
        <CountField form={form} name="iteration" />
        <LineField form={form} name="externalId" />
        <LineField form={form} name="sourceAsset" placeholder={t("hint.sourceAsset")} />
        <TagField form={form} name="tags" />
      </SimpleGrid>
    </Section>
  );
}

/** What some jobs need: settings of the run, earlier attempts, record keeping. */
export function MoreFields({ form }: { form: JobForm }) {
  return (
    <Stack gap="lg">
      <SettingsFields form={form} />
      <AttemptFields form={form} />
      <RecordFields form={form} />
    </Stack>
  );
}
