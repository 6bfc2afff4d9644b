"use client";

import { Group, Select, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { useRef } from "react";
import { AmountInput } from "@/components/common/amount-input";
import { useMe } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import { useSend } from "@/components/common/use-send";
import { DayField } from "@/components/lists/day-field";
import { CurrencySelect } from "@/components/prices/currency-select";
import { textField } from "@/components/prices/text-field";
import { useWriteKey } from "@/components/prices/use-write";
import { WriteDrawer, WriteForm } from "@/components/prices/write-drawer";
import { addWalletEntry, balancesKey } from "@/lib/balances/queries";
import { WALLET_ENTRY_TYPES, type WalletBalance } from "@/lib/balances/schema";
import { dayIn } from "@/lib/core/period";
import { jobsKey } from "@/lib/jobs/queries";
import { kpiKey } from "@/lib/kpi/queries";
import { PRICE_UNITS } from "@/lib/prices/schema";
import { useBalanceProblem } from "./use-balance-problem";

type Values = {
  type: (typeof WALLET_ENTRY_TYPES)[number];
  quantity: string;
  day: string;
  amount: string;
  currency: string;
  expiresOn: string;
  job: string;
  note: string;
};

const takesMoney = ({ type, job }: Values) => (type === "purchase" || type === "refund") && job.trim() === "";

/** The form as the API takes it: only what was filled in. */
function bodyOf(values: Values, unit: string) {
  const { type, quantity, day, amount, currency, expiresOn, job, note } = values;
  const paid = takesMoney(values) && amount.trim() !== "";
  const isForJob = type === "refund" && job.trim() !== "";
  return {
    ...{ type, quantity, day },
    unit: PRICE_UNITS.find((one) => one === unit) ?? "CREDITS",
    ...(paid ? { amount, currency } : {}),
    ...(type !== "expiry" && !isForJob && expiresOn ? { expiresOn } : {}),
    ...(isForJob ? { job: job.trim() } : {}),
    ...(note.trim() ? { note: note.trim() } : {}),
  };
}

type Props = { balance: WalletBalance | null; onClose: () => void };

export function EntryForm({ balance, onClose }: Props) {
  const t = useTranslations("balances");
  const dirty = useRef<() => boolean>(() => false);
  return (
    <WriteDrawer opened={balance !== null} title={t("form.title")} dirty={() => dirty.current()} onClose={onClose}>
      {balance ? (
        <Body
          balance={balance}
          onClose={onClose}
          watch={(isDirty) => {
            dirty.current = isDirty;
          }}
        />
      ) : null}
    </WriteDrawer>
  );
}

type BodyProps = { balance: WalletBalance; onClose: () => void; watch: (isDirty: () => boolean) => void };

function Body({ balance, onClose, watch }: BodyProps) {
  const t = useTranslations("balances");
  const client = useQueryClient();
  const { currency } = useMe().organization;
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const form = useForm<Values>({
    initialValues: {
      type: "purchase",
      quantity: "",
      day: today,
      amount: "",
      currency,
      expiresOn: "",
      job: "",
      note: "",
    },
  });
  const { busy, problem, send } = useSend(useBalanceProblem(), form.setErrors);
  const keyFor = useWriteKey();
  watch(() => form.isDirty());
  const { type } = form.values;

  const save = (values: Values) => {
    const body = bodyOf(values, balance.unit);
    return send(
      () => addWalletEntry(balance.walletId, body, keyFor({ ...body, wallet: balance.walletId })),
      () => {
        notifyDone(t("booked"));
        onClose();
        const changed = [balancesKey, ...("job" in body ? [jobsKey, kpiKey] : [])];
        for (const queryKey of changed) void client.invalidateQueries({ queryKey });
      },
    );
  };

  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {t("form.hint")}
      </Text>
      <Text fw={600}>
        {balance.name} · {balance.wallet}
      </Text>
      <Select
        label={t("form.type")}
        data={WALLET_ENTRY_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps("type")}
      />
      <Group grow align="flex-start">
        <AmountInput label={t("form.quantity")} required {...textField(form, "quantity")} />
        <DayField label={t("form.day")} required maxDate={today} {...textField(form, "day")} />
      </Group>
      {takesMoney(form.values) ? (
        <Group grow align="flex-start">
          <AmountInput
            label={t(type === "refund" ? "form.amountBack" : "form.amount")}
            {...textField(form, "amount")}
          />
          <CurrencySelect label={t("form.currency")} {...textField(form, "currency")} />
        </Group>
      ) : null}
      {type === "expiry" ? null : <DayField label={t("form.expiresOn")} {...textField(form, "expiresOn")} />}
      {type === "refund" ? (
        <TextInput label={t("form.job")} description={t("form.jobHint")} {...form.getInputProps("job")} />
      ) : null}
      <Textarea label={t("form.note")} autosize minRows={2} {...form.getInputProps("note")} />
    </WriteForm>
  );
}
