"use client";

import { Group, Select, Text, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { useRef } from "react";
import { AmountInput } from "@/components/common/amount-input";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useSend } from "@/components/common/use-send";
import { CodeSelect } from "@/components/lists/code-select";
import { DayField } from "@/components/lists/day-field";
import { NoteFields } from "@/components/prices/note-fields";
import { textField } from "@/components/prices/text-field";
import { usePriceProblem } from "@/components/prices/use-price-problem";
import { useWriteKey } from "@/components/prices/use-write";
import { WriteDrawer, WriteForm } from "@/components/prices/write-drawer";
import { newId } from "@/lib/core/id";
import { dayIn } from "@/lib/core/period";
import { addCreditFunction, creditsKey, editCreditFunction } from "@/lib/credits/queries";
import { CREDIT_KINDS, type CreditFunctionRow } from "@/lib/credits/schema";
import { FormulaFields } from "./formula-fields";
import { bodyOf, type FunctionValues, valuesOf } from "./function-values";
import { PointFields } from "./point-fields";

/** `next`: a new version that starts with what the old one says; `end`: only its last day. */
export type FunctionFormOpen = { mode: "add" } | { mode: "next" | "end"; row: CreditFunctionRow };

export function FunctionForm({ open, onClose }: { open: FunctionFormOpen | null; onClose: () => void }) {
  const t = useTranslations("credits");
  const dirty = useRef<() => boolean>(() => false);
  const watch = (isDirty: () => boolean) => {
    dirty.current = isDirty;
  };
  return (
    <WriteDrawer
      opened={open !== null}
      title={open ? t(`form.${open.mode}`) : ""}
      dirty={() => dirty.current()}
      onClose={onClose}
    >
      {open?.mode === "end" ? <EndBody row={open.row} onClose={onClose} watch={watch} /> : null}
      {open && open.mode !== "end" ? (
        <VersionBody row={open.mode === "next" ? open.row : null} onClose={onClose} watch={watch} />
      ) : null}
    </WriteDrawer>
  );
}

type BodyProps<Row> = { row: Row; onClose: () => void; watch: (isDirty: () => boolean) => void };

function useDone(onClose: () => void) {
  const client = useQueryClient();
  return (message: string) => {
    notifyDone(message);
    onClose();
    void client.invalidateQueries({ queryKey: creditsKey });
    void client.invalidateQueries({ queryKey: ["jobs"] });
  };
}

function EndBody({ row, onClose, watch }: BodyProps<CreditFunctionRow>) {
  const t = useTranslations("credits");
  const format = useFormat();
  const form = useForm({ initialValues: { lastDay: row.lastDay ?? "" } });
  const { busy, problem, send } = useSend(usePriceProblem(), form.setErrors);
  const done = useDone(onClose);
  watch(() => form.isDirty());
  const save = ({ lastDay }: { lastDay: string }) =>
    send(
      () => editCreditFunction({ id: row.id, lastDay: lastDay || null }),
      () => done(t("form.ended")),
    );
  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onClose}>
      <Text size="sm">{t("form.endHint", { day: format.day(row.firstDay) })}</Text>
      <DayField label={t("field.lastDay")} description={t("field.lastDayHint")} {...textField(form, "lastDay")} />
    </WriteForm>
  );
}

function VersionBody({ row, onClose, watch }: BodyProps<CreditFunctionRow | null>) {
  const t = useTranslations("credits");
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const form = useForm<FunctionValues>({ initialValues: valuesOf(row, today, newId) });
  const { busy, problem, send } = useSend(usePriceProblem(), form.setErrors);
  const keyFor = useWriteKey();
  const done = useDone(onClose);
  watch(() => form.isDirty());
  const save = (values: FunctionValues) => {
    const body = bodyOf(values);
    return send(
      () => addCreditFunction(body, keyFor(body)),
      () => done(t("form.added")),
    );
  };
  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {t("form.hint")}
      </Text>
      <Essentials form={form} fixed={row !== null} />
      <PointFields form={form} />
      <FormulaFields form={form} />
      <AmountInput
        label={t("field.band")}
        description={t("field.bandHint")}
        rightSection="%"
        {...textField(form, "band")}
        error={form.errors.errorBand}
      />
      <NoteFields source={form.getInputProps("source")} note={form.getInputProps("note")} />
    </WriteForm>
  );
}

function Essentials({ form, fixed }: { form: UseFormReturnType<FunctionValues>; fixed: boolean }) {
  const t = useTranslations("credits");
  return (
    <>
      <CodeSelect
        list="providers"
        label={t("field.provider")}
        required
        disabled={fixed}
        {...textField(form, "provider")}
      />
      <TextInput
        label={t("field.model")}
        description={t("field.modelHint")}
        required
        disabled={fixed}
        {...form.getInputProps("model")}
      />
      <Select
        label={t("field.kind")}
        required
        allowDeselect={false}
        disabled={fixed}
        data={CREDIT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        {...form.getInputProps("kind")}
      />
      <Group grow align="flex-start">
        <DayField label={t("field.firstDay")} required {...textField(form, "firstDay")} />
        <DayField label={t("field.lastDay")} placeholder={t("field.open")} {...textField(form, "lastDay")} />
      </Group>
    </>
  );
}
