"use client";

import { Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTimeZone, useTranslations } from "next-intl";
import { useRef } from "react";
import { AmountInput } from "@/components/common/amount-input";
import { useMe } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useSend } from "@/components/common/use-send";
import { dayIn } from "@/lib/core/period";
import { addPlanPeriod } from "@/lib/prices/queries";
import { NoteFields } from "./note-fields";
import { noticeText } from "./notices";
import { PerCredit, PlanEssentials, type PlanValues, planBody, planOfMonth } from "./plan-period-fields";
import { textField } from "./text-field";
import { usePriceProblem } from "./use-price-problem";
import { usePricesRefresh, useWriteKey } from "./use-write";
import { WriteDrawer, WriteForm } from "./write-drawer";

export function PlanPeriodForm({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations("prices");
  const dirty = useRef<() => boolean>(() => false);
  return (
    <WriteDrawer opened={opened} title={t("plan.add")} dirty={() => dirty.current()} onClose={onClose}>
      <Body
        onClose={onClose}
        watch={(isDirty) => {
          dirty.current = isDirty;
        }}
      />
    </WriteDrawer>
  );
}

function Body({ onClose, watch }: { onClose: () => void; watch: (isDirty: () => boolean) => void }) {
  const t = useTranslations("prices");
  const format = useFormat();
  const { currency } = useMe().organization;
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const form = useForm<PlanValues>({ initialValues: planOfMonth(today, currency) });
  const { busy, problem, send } = useSend(usePriceProblem(), form.setErrors);
  const keyFor = useWriteKey();
  const refresh = usePricesRefresh();
  watch(() => form.isDirty());

  const save = (values: PlanValues) => {
    const body = planBody(values);
    return send(
      () => addPlanPeriod(body, keyFor(body)),
      ({ notices }) => {
        notifyDone([t("plan.added"), ...notices.map((notice) => noticeText(t, format, notice))].join(" "));
        onClose();
        void refresh();
      },
    );
  };

  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {t("plan.hint")}
      </Text>
      <PlanEssentials form={form} />
      <Group grow align="flex-start">
        <AmountInput label={t("plan.discount")} placeholder="0" {...textField(form, "discount")} />
        <AmountInput label={t("plan.bonus")} placeholder="0" {...textField(form, "bonusCredits")} />
      </Group>
      <PerCredit values={form.values} />
      <TextInput label={t("plan.name")} description={t("plan.nameHint")} {...form.getInputProps("name")} />
      <Stack gap={4}>
        <Text size="sm" fw={500} id="roll-over">
          {t("plan.rollOver")}
        </Text>
        <SegmentedControl
          aria-labelledby="roll-over"
          data={[
            { value: "none", label: t("rollOver.none") },
            { value: "carry", label: t("rollOver.carry") },
          ]}
          {...form.getInputProps("rollOver")}
        />
      </Stack>
      <NoteFields source={form.getInputProps("source")} note={form.getInputProps("note")} />
    </WriteForm>
  );
}
