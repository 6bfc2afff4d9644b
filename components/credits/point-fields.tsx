"use client";

import { ActionIcon, Button, Fieldset, Group, NumberInput, Paper, Stack, TagsInput, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { AmountInput } from "@/components/common/amount-input";
import { textField } from "@/components/prices/text-field";
import { newId } from "@/lib/core/id";
import { aPoint, type FunctionValues } from "./function-values";

type Props = { form: UseFormReturnType<FunctionValues> };

/** Known charges: this size, these steps and so many pictures took so many credits. */
export function PointFields({ form }: Props) {
  const t = useTranslations("credits");
  const { points } = form.values;
  return (
    <Fieldset legend={t("pointsTitle")} variant="unstyled">
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          {t("pointsHint")}
        </Text>
        {form.errors.points ? (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {form.errors.points}
          </Text>
        ) : null}
        {points.map((point, index) => (
          <PointRow key={point.key} form={form} index={index} />
        ))}
        <div>
          <Button
            size="xs"
            variant="light"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => form.insertListItem("points", aPoint(newId()))}
          >
            {t("addPoint")}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}

function PointRow({ form, index }: Props & { index: number }) {
  const t = useTranslations("credits");
  const at = (name: string) => form.getInputProps(`points.${index}.${name}`);
  const whole = { min: 0, allowDecimal: false, allowNegative: false, hideControls: true, placeholder: t("any") };
  return (
    <Paper withBorder p="sm">
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <Stack gap="xs" flex={1} miw={0}>
          <Group grow gap="xs" align="flex-start">
            <NumberInput size="xs" label={t("field.width")} {...whole} {...at("width")} />
            <NumberInput size="xs" label={t("field.height")} {...whole} {...at("height")} />
            <NumberInput size="xs" label={t("field.steps")} {...whole} {...at("steps")} />
            <NumberInput size="xs" label={t("field.images")} {...whole} {...at("images")} />
          </Group>
          <Group grow gap="xs" align="flex-start">
            <TagsInput size="xs" label={t("field.modules")} placeholder={t("none")} {...at("modules")} />
            <AmountInput
              size="xs"
              label={t("field.credits")}
              required
              {...textField(form, `points.${index}.credits`)}
            />
          </Group>
        </Stack>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("removePoint", { number: index + 1 })}
          onClick={() => form.removeListItem("points", index)}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Paper>
  );
}
