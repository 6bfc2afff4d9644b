"use client";

import { NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useMe } from "@/components/common/me-context";
import { KINDS, STAGES } from "@/lib/jobs/rules/vocabulary";
import { CodeField } from "./code-field";
import { showsPictures } from "./draft";
import { AmountField, ChoiceField, CountField, Section, useField, useUnits } from "./fields";
import type { JobForm } from "./use-job-form";
import { useModels } from "./use-models";
import { useCodes, useMotifs } from "./use-options";

const FOUR = { base: 1, xs: 2, lg: 4 };

function MadeFields({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  const { draft, set, problems } = form;
  return (
    <Section title={t("form.what")}>
      <SimpleGrid cols={FOUR} spacing="sm" verticalSpacing="sm">
        <CodeField
          name="provider"
          label={t("field.provider")}
          required
          value={draft.provider}
          options={useCodes("providers")}
          problem={problems.provider}
          onChange={(provider) => set({ provider })}
        />
        <CodeField
          name="model"
          label={t("field.model")}
          free
          value={draft.model}
          options={useModels(draft.provider)}
          problem={problems.model}
          onChange={(model) => set({ model })}
        />
        <ChoiceField form={form} name="kind" choices={KINDS} labelOf={(kind) => t(`kind.${kind}`)} />
        <ChoiceField
          form={form}
          name="stage"
          choices={STAGES}
          labelOf={(stage) => t(`stage.${stage}`)}
          disabled={draft.kind === "training"}
        />
      </SimpleGrid>
    </Section>
  );
}

function PlaceFields({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  const { draft, set, problems } = form;
  const lists = { campaign: useCodes("campaigns"), market: useCodes("markets"), channel: useCodes("channels") };
  return (
    <Section title={t("form.whatFor")}>
      <SimpleGrid cols={FOUR} spacing="sm" verticalSpacing="sm">
        {(["campaign", "market", "channel"] as const).map((name) => (
          <CodeField
            key={name}
            name={name}
            label={t(`field.${name}`)}
            placeholder={t("list.unassigned")}
            value={draft[name]}
            options={lists[name]}
            problem={problems[name]}
            onChange={(code) => set({ [name]: code })}
          />
        ))}
        <CodeField
          name="motif"
          label={t("field.motif")}
          free
          value={draft.motif}
          options={useMotifs(draft.campaign)}
          problem={problems.motif}
          onChange={(motif) => set({ motif })}
        />
      </SimpleGrid>
    </Section>
  );
}

function UnitField({ form }: { form: JobForm }) {
  return (
    <NativeSelect
      {...useField(form, "unit")}
      value={form.draft.unit}
      onChange={({ currentTarget }) => form.set({ unit: currentTarget.value })}
      data={useUnits(form.draft.unit)}
    />
  );
}

function WhenField({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  const { timeZone } = useMe().organization;
  return (
    <TextInput
      {...useField(form, "when")}
      type="datetime-local"
      description={t("hint.whenZone", { zone: timeZone })}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={form.draft.when}
      onChange={({ currentTarget }) => form.set({ when: currentTarget.value })}
    />
  );
}

function ResultFields({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  const { kind, status, requested } = form.draft;
  const hasPictures = showsPictures(kind);
  return (
    <Section title={t("form.result")}>
      <SimpleGrid cols={FOUR} spacing="sm" verticalSpacing="sm">
        {hasPictures ? <CountField form={form} name="requested" placeholder="1" /> : null}
        {hasPictures && status === "succeeded" ? (
          <CountField form={form} name="delivered" placeholder={requested || "1"} />
        ) : null}
        <AmountField form={form} name="amount" placeholder={t("hint.amount")} />
        <UnitField form={form} />
        {hasPictures && status === "succeeded" ? (
          <>
            <CountField form={form} name="approved" placeholder="0" />
            <CountField form={form} name="approvedWithChanges" placeholder="0" />
            <CountField form={form} name="rejected" placeholder="0" />
          </>
        ) : null}
        <WhenField form={form} />
      </SimpleGrid>
    </Section>
  );
}

/** What nearly every job needs, in the order in which it is known. */
export function EssentialFields({ form }: { form: JobForm }) {
  return (
    <Stack gap="lg">
      <MadeFields form={form} />
      <PlaceFields form={form} />
      <ResultFields form={form} />
    </Stack>
  );
}
