"use client";

import { Alert, Group, Select, Text, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { useRef } from "react";
import { AmountInput } from "@/components/common/amount-input";
import { useMe } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useSend } from "@/components/common/use-send";
import { CodeSelect } from "@/components/lists/code-select";
import { DayField } from "@/components/lists/day-field";
import { dayIn } from "@/lib/core/period";
import { listQuery } from "@/lib/dimensions/queries";
import { addPrice, editPrice } from "@/lib/prices/queries";
import { priceOfOne } from "@/lib/prices/rules";
import { PRICE_UNITS, type Price, type PriceUnit } from "@/lib/prices/schema";
import { CurrencySelect } from "./currency-select";
import { NoteFields } from "./note-fields";
import { noticeText } from "./notices";
import { textField } from "./text-field";
import { usePriceProblem } from "./use-price-problem";
import { usePricesRefresh, useWriteKey } from "./use-write";
import { WriteDrawer, WriteForm } from "./write-drawer";

/** `next`: a new entry for the same thing; `end`: only its last day. */
export type PriceFormOpen = { mode: "add" } | { mode: "next" | "edit" | "end"; price: Price };

type Values = {
  provider: string;
  wallet: string;
  model: string;
  variant: string;
  unit: PriceUnit;
  amount: string;
  per: string;
  currency: string;
  firstDay: string;
  lastDay: string;
  source: string;
  note: string;
};

/** A new entry for the same thing takes over what it is for, not what it said. */
function valuesOf(open: PriceFormOpen, today: string, currency: string): Values {
  const price = open.mode === "add" ? null : open.price;
  const said = open.mode === "next" ? null : price;
  return {
    ...{ provider: price?.provider ?? "", wallet: price?.wallet ?? "", unit: price?.unit ?? "CREDITS" },
    ...{ model: price?.model ?? "", variant: price?.variant ?? "", currency: price?.currency ?? currency },
    ...{ amount: said?.amount ?? "", per: "1", firstDay: said?.firstDay ?? today, lastDay: said?.lastDay ?? "" },
    ...{ source: said?.source ?? "", note: said?.note ?? "" },
  };
}

const orNull = (text: string) => text.trim() || null;

const bodyOf = ({ wallet, model, variant, lastDay, source, note, ...rest }: Values) => ({
  ...rest,
  ...{ wallet: orNull(wallet), model: orNull(model), variant: orNull(variant) },
  ...{ lastDay: orNull(lastDay), source: orNull(source), note: orNull(note) },
});

export function PriceForm({ open, onClose }: { open: PriceFormOpen | null; onClose: () => void }) {
  const t = useTranslations("prices");
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

type BodyProps = { open: PriceFormOpen; onClose: () => void; watch: (isDirty: () => boolean) => void };

function Body({ open, onClose, watch }: BodyProps) {
  const t = useTranslations("prices");
  const format = useFormat();
  const me = useMe();
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const form = useForm<Values>({ initialValues: valuesOf(open, today, me.organization.currency) });
  const { busy, problem, send } = useSend(usePriceProblem(), form.setErrors);
  const keyFor = useWriteKey();
  const refresh = usePricesRefresh();
  watch(() => form.isDirty());

  const done = (message: string) => {
    notifyDone(message);
    onClose();
    void refresh();
  };
  const save = (values: Values) => {
    const { provider, ...fields } = bodyOf(values);
    if (open.mode === "end")
      return send(
        () => editPrice({ id: open.price.id, lastDay: fields.lastDay }),
        () => done(t("form.ended")),
      );
    if (open.mode === "edit")
      return send(
        () => editPrice({ id: open.price.id, ...fields }),
        () => done(t("form.saved")),
      );
    const body = { provider, ...fields };
    return send(
      () => addPrice(body, keyFor(body)),
      ({ notices }) => done([t("form.added"), ...notices.map((notice) => noticeText(t, format, notice))].join(" ")),
    );
  };

  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onClose}>
      {open.mode === "end" ? (
        <>
          <Text size="sm">{t("form.endHint", { day: format.day(open.price.firstDay) })}</Text>
          <DayField label={t("field.lastDay")} description={t("field.lastDayHint")} {...textField(form, "lastDay")} />
        </>
      ) : (
        <Fields form={form} mode={open.mode} />
      )}
    </WriteForm>
  );
}

type FieldsProps = { form: UseFormReturnType<Values>; mode: "add" | "next" | "edit" };

function Fields({ form, mode }: FieldsProps) {
  const t = useTranslations("prices");
  return (
    <>
      {mode === "edit" ? null : (
        <Alert variant="light" color="gray">
          {t("form.endsPrevious")}
        </Alert>
      )}
      {mode === "next" ? (
        <KeySummary values={form.values} />
      ) : (
        <KeyFields form={form} fixedProvider={mode === "edit"} />
      )}
      <Group grow align="flex-start">
        <AmountInput label={t("field.amount")} required {...textField(form, "amount")} />
        <CurrencySelect label={t("field.currency")} required {...textField(form, "currency")} />
        <AmountInput label={t("field.per")} required {...textField(form, "per")} />
      </Group>
      <OfOne values={form.values} />
      <Group grow align="flex-start">
        <DayField label={t("field.firstDay")} required {...textField(form, "firstDay")} />
        <DayField label={t("field.lastDay")} placeholder={t("field.open")} {...textField(form, "lastDay")} />
      </Group>
      <NoteFields source={form.getInputProps("source")} note={form.getInputProps("note")} />
    </>
  );
}

/** What the price is for, where that is given. */
function KeySummary({ values }: { values: Values }) {
  const t = useTranslations("prices");
  const { model, variant, provider, wallet, unit } = values;
  return (
    <div>
      <Text fw={600}>{[model || t("book.anyModel"), variant].filter(Boolean).join(", ")}</Text>
      <Text size="sm" c="dimmed">
        {[provider, wallet || t("book.anyWallet"), t(`unit.${unit}`)].join(" · ")}
      </Text>
    </div>
  );
}

function KeyFields({ form, fixedProvider }: { form: UseFormReturnType<Values>; fixedProvider: boolean }) {
  const t = useTranslations("prices");
  const { data: wallets } = useQuery(listQuery("wallets"));
  const ofOthers = (wallets ?? []).filter(({ provider }) => provider !== form.values.provider).map(({ code }) => code);
  return (
    <>
      <CodeSelect
        list="providers"
        label={t("field.provider")}
        required
        disabled={fixedProvider}
        {...textField(form, "provider")}
        onChange={(provider) => form.setValues({ provider, wallet: "" })}
      />
      <CodeSelect
        list="wallets"
        label={t("field.wallet")}
        description={t("field.walletHint")}
        without={ofOthers}
        disabled={form.values.provider === ""}
        {...textField(form, "wallet")}
      />
      <Group grow align="flex-start">
        <TextInput label={t("field.model")} placeholder={t("book.anyModel")} {...form.getInputProps("model")} />
        <TextInput label={t("field.variant")} placeholder="medium 1024x1024" {...form.getInputProps("variant")} />
      </Group>
      <Select
        label={t("field.unit")}
        required
        allowDeselect={false}
        data={PRICE_UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
        {...form.getInputProps("unit")}
      />
    </>
  );
}

const isAmount = (text: string) => /^\d{1,12}(\.\d+)?$/.test(text);

/** "= 0.005 USD per credit", as soon as both numbers are there. */
function OfOne({ values }: { values: Values }) {
  const t = useTranslations("prices");
  const format = useFormat();
  const { amount, per, currency, unit } = values;
  const known = isAmount(amount) && isAmount(per) && /[1-9]/.test(per) && /^[A-Z]{3}$/.test(currency);
  if (!known || per === "1") return null;
  return (
    <Text size="sm" c="dimmed" role="status">
      = {format.money(priceOfOne(amount, per), { currency, full: true })} {t(`per.${unit}`)}
    </Text>
  );
}
