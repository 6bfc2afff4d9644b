"use client";

import { Button, Card, Group, NumberInput, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { notifyDone } from "@/components/common/notify";
import { Problem } from "@/components/people/public-card";
import { changeOrganization } from "@/lib/settings/queries";
import { bandOutOfOrder } from "@/lib/settings/rules/advice";
import type { AdviceSettings } from "@/lib/settings/schema";
import { useSettingsProblem } from "./use-settings-problem";

const FIELDS = [
  "dropAfterRounds",
  "variationsFrom",
  "variationsTo",
  "reviewAfterDraftsFrom",
  "reviewAfterDraftsTo",
  "draftPixels",
  "finalPixels",
  "stepsFrom",
  "stepsTo",
  "upscale",
  "heroUpscale",
] as const satisfies readonly (keyof AdviceSettings)[];

/** Bounds of the API, so that nothing can be typed that would be refused. */
const MOST: Record<(typeof FIELDS)[number], number> = {
  dropAfterRounds: 20,
  variationsFrom: 100,
  variationsTo: 100,
  reviewAfterDraftsFrom: 200,
  reviewAfterDraftsTo: 200,
  draftPixels: 65_536,
  finalPixels: 65_536,
  stepsFrom: 10_000,
  stepsTo: 10_000,
  upscale: 64,
  heroUpscale: 64,
};

/** What is usually enough here: said where it helps, never in the way. */
export function AdviceForm({ advice: saved }: { advice: AdviceSettings }) {
  const t = useTranslations("settings.advice");
  const ts = useTranslations("settings");
  const { say } = useSettingsProblem();
  const queryClient = useQueryClient();
  const [advice, setAdvice] = useState(saved);
  const wrong = bandOutOfOrder(advice);
  const isChanged = FIELDS.some((name) => advice[name] !== saved[name]);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => changeOrganization({ advice }),
    onSuccess: async (now) => {
      setAdvice(now.advice);
      notifyDone(ts("saved"));
      await queryClient.invalidateQueries();
    },
  });
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (wrong === null) mutate();
      }}
      noValidate
    >
      <Card>
        <Stack>
          <div>
            <Title order={2}>{t("title")}</Title>
            <Text size="sm" c="dimmed">
              {t("intro")}
            </Text>
          </div>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            {FIELDS.map((name) => (
              <NumberInput
                key={name}
                label={t(name)}
                value={advice[name]}
                min={1}
                max={MOST[name]}
                clampBehavior="blur"
                allowDecimal={false}
                allowNegative={false}
                error={wrong === name ? t("order") : undefined}
                onChange={(value) => setAdvice({ ...advice, [name]: Math.max(1, Number(value) || 1) })}
              />
            ))}
          </SimpleGrid>
          <Problem text={error ? say(error) : null} />
          <Group>
            <Button type="submit" loading={isPending} disabled={!isChanged || wrong !== null}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </Card>
    </form>
  );
}
