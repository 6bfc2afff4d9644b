"use client";

import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslations } from "next-intl";
import { AmountInput } from "@/components/common/amount-input";
import { useMe } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { DayField } from "@/components/lists/day-field";
import { inverseRate } from "@/lib/prices/rules";
import { CurrencySelect } from "./currency-select";
import { textField } from "./text-field";

export type RateValues = {
  currency: string;
  /** Rates are published both ways: 1 USD = 0.92 EUR, or 1 EUR = 1.087 USD. */
  way: "direct" | "inverse";
  rate: string;
  firstDay: string;
  source: string;
  note: string;
};

const isRate = (text: string) => /^\d{1,12}(\.\d+)?$/.test(text) && /[1-9]/.test(text);

/** The rate as it is kept: units of the own currency for one of the other. What is no number stays as typed. */
export function directRate({ way, rate }: Pick<RateValues, "way" | "rate">): string {
  return way === "inverse" && isRate(rate) ? inverseRate(rate) : rate;
}

export const rateBody = (values: RateValues) => ({
  currency: values.currency,
  firstDay: values.firstDay,
  rate: directRate(values),
  source: values.source.trim() || null,
  note: values.note.trim() || null,
});

type Props = { form: UseFormReturnType<RateValues>; fixed?: boolean };

export function RateFields({ form, fixed = false }: Props) {
  const t = useTranslations("prices");
  const { currency: own } = useMe().organization;
  const { currency, way } = form.values;
  const other = /^[A-Z]{3}$/.test(currency) ? currency : "…";
  const [one, in_] = way === "direct" ? [other, own] : [own, other];
  return (
    <>
      <CurrencySelect
        label={t("field.currency")}
        required
        disabled={fixed}
        without={own}
        {...textField(form, "currency")}
      />
      <Stack gap={4}>
        <Text size="sm" fw={500} id="rate-way">
          {t("rate.way")}
        </Text>
        <SegmentedControl
          aria-labelledby="rate-way"
          data={[
            { value: "direct", label: `1 ${other} = … ${own}` },
            { value: "inverse", label: `1 ${own} = … ${other}` },
          ]}
          {...form.getInputProps("way")}
        />
      </Stack>
      <Group grow align="flex-start">
        <AmountInput label={t("rate.value", { one, in: in_ })} required {...textField(form, "rate")} />
        <DayField label={t("rate.from")} required disabled={fixed} {...textField(form, "firstDay")} />
      </Group>
      <Example values={form.values} own={own} />
    </>
  );
}

/** A rate typed the wrong way round is seen at once in a sum. */
function Example({ values, own }: { values: RateValues; own: string }) {
  const t = useTranslations("prices");
  const format = useFormat();
  const rate = directRate(values);
  if (!isRate(rate) || !/^[A-Z]{3}$/.test(values.currency)) return null;
  return (
    <Text size="sm" c="dimmed" role="status">
      {t("rate.example", {
        one: format.money("1", { currency: values.currency }),
        is: format.money(rate, { currency: own, full: true }),
      })}
    </Text>
  );
}
