"use client";

import { ActionIcon, Button, Checkbox, Fieldset, Group, Stack, Switch, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { AmountInput } from "@/components/common/amount-input";
import { textField } from "@/components/prices/text-field";
import { newId } from "@/lib/core/id";
import type { FunctionValues } from "./function-values";

type Props = { form: UseFormReturnType<FunctionValues> };

/** fixed + per image + per pixel + per step and pixel, times a factor for each module. */
export function FormulaFields({ form }: Props) {
  const t = useTranslations("credits");
  const error = (name: string) => form.errors[`formula.${name}`];
  return (
    <Fieldset legend={t("formula")} variant="unstyled">
      <Stack gap="sm">
        <Switch label={t("withFormula")} {...form.getInputProps("withFormula", { type: "checkbox" })} />
        {form.values.withFormula ? (
          <>
            <Group grow align="flex-start">
              <AmountInput label={t("field.fixed")} {...textField(form, "fixed")} error={error("fixed")} />
              <AmountInput label={t("field.perImage")} {...textField(form, "perImage")} error={error("perImage")} />
            </Group>
            <Group grow align="flex-start">
              <AmountInput label={t("field.perPixel")} {...textField(form, "perPixel")} error={error("perPixel")} />
              <AmountInput
                label={t("field.perStepPixel")}
                {...textField(form, "perStepPixel")}
                error={error("perStepPixel")}
              />
            </Group>
            {form.values.factors.map(({ key }, index) => (
              <FactorRow key={key} form={form} index={index} />
            ))}
            <div>
              <Button
                size="xs"
                variant="light"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => form.insertListItem("factors", { key: newId(), module: "", factor: "1" })}
              >
                {t("addFactor")}
              </Button>
            </div>
            <Checkbox label={t("field.roundUp")} {...form.getInputProps("roundUp", { type: "checkbox" })} />
          </>
        ) : null}
      </Stack>
    </Fieldset>
  );
}

function FactorRow({ form, index }: Props & { index: number }) {
  const t = useTranslations("credits");
  const { module } = form.values.factors[index] ?? { module: "" };
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput size="xs" label={t("field.module")} flex={2} {...form.getInputProps(`factors.${index}.module`)} />
      <AmountInput
        size="xs"
        label={t("field.factor")}
        flex={1}
        {...textField(form, `factors.${index}.factor`)}
        error={form.errors[`formula.factors.${module.trim()}`]}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("removeFactor", { name: module || String(index + 1) })}
        onClick={() => form.removeListItem("factors", index)}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
