"use client";

import { Group, Paper, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslations } from "next-intl";
import { AmountInput } from "@/components/common/amount-input";
import { useFormat } from "@/components/common/use-format";
import { CodeSelect } from "@/components/lists/code-select";
import { DayField } from "@/components/lists/day-field";
import { monthEnd, monthStart } from "@/lib/core/period";
import { pricePerCredit } from "@/lib/prices/rules";
import { CurrencySelect } from "./currency-select";
import styles from "./prices.module.css";
import { textField } from "./text-field";

export type PlanValues = {
  wallet: string;
  name: string;
  fee: string;
  discount: string;
  currency: string;
  includedCredits: string;
  bonusCredits: string;
  firstDay: string;
  lastDay: string;
  rollOver: "none" | "carry";
  source: string;
  note: string;
};

export const planOfMonth = (day: string, currency: string): PlanValues => ({
  ...{ wallet: "", name: "", fee: "", discount: "", currency, includedCredits: "", bonusCredits: "" },
  ...{ firstDay: monthStart(day), lastDay: monthEnd(day), rollOver: "none", source: "", note: "" },
});

const textOr = (text: string, other: string) => text.trim() || other;

/** The form as the API takes it. */
export const planBody = ({ name, discount, bonusCredits, source, note, ...rest }: PlanValues) => ({
  ...rest,
  ...(name.trim() ? { name: name.trim() } : {}),
  discount: textOr(discount, "0"),
  bonusCredits: textOr(bonusCredits, "0"),
  source: source.trim() || null,
  note: note.trim() || null,
});

type Props = { form: UseFormReturnType<PlanValues> };

/** What do you pay, for how many credits, on which days? The first of these questions everybody has to answer. */
export function PlanEssentials({ form }: Props) {
  const t = useTranslations("prices");
  return (
    <>
      <CodeSelect list="wallets" label={t("field.wallet")} required {...textField(form, "wallet")} />
      <Group grow align="flex-start">
        <AmountInput label={t("plan.fee")} required {...textField(form, "fee")} />
        <CurrencySelect label={t("field.currency")} required {...textField(form, "currency")} />
        <AmountInput label={t("plan.included")} required {...textField(form, "includedCredits")} />
      </Group>
      <Group grow align="flex-start">
        <DayField
          label={t("field.firstDay")}
          required
          {...textField(form, "firstDay")}
          onChange={(firstDay) => form.setValues({ firstDay, ...(firstDay ? { lastDay: monthEnd(firstDay) } : {}) })}
        />
        <DayField label={t("field.lastDay")} required {...textField(form, "lastDay")} />
      </Group>
    </>
  );
}

const isAmount = (text: string) => /^\d{1,12}(\.\d{1,6})?$/.test(text);

/** (fee − discount) ÷ (included + bonus), as soon as it can be said. */
export function PerCredit({ values }: { values: PlanValues }) {
  const t = useTranslations("prices");
  const format = useFormat();
  const plan = {
    fee: values.fee,
    discount: textOr(values.discount, "0"),
    includedCredits: textOr(values.includedCredits, "0"),
    bonusCredits: textOr(values.bonusCredits, "0"),
  };
  const known = Object.values(plan).every(isAmount) && /[1-9]/.test(plan.includedCredits + plan.bonusCredits);
  if (!known || !/^[A-Z]{3}$/.test(values.currency)) return null;
  const price = pricePerCredit(plan);
  if (price.startsWith("-")) return null;
  return (
    <Paper p="sm" className={styles.result} role="status">
      <Text size="sm">{t("plan.makes")}</Text>
      <Text fw={650}>
        {format.money(price, { currency: values.currency, full: true })} {t("per.CREDITS")}
      </Text>
    </Paper>
  );
}
