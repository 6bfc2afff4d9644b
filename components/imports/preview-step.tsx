"use client";

import { Alert, Button, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/components/common/use-format";
import { confirmImport } from "@/lib/intake/queries";
import type { ImportDetail, Preview } from "@/lib/intake/schema";
import { Reasons } from "./reasons";
import { useStep } from "./use-import";

function Effect({ label, value, hint }: { label: string; value: ReactNode; hint?: string | undefined }) {
  return (
    <Card withBorder padding="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="xl" fw={600} style={{ fontVariantNumeric: "tabular-nums" }}>
        {value}
      </Text>
      {hint ? (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      ) : null}
    </Card>
  );
}

function MoneyEffects({ preview }: { preview: Preview }) {
  const t = useTranslations("imports");
  const format = useFormat();
  const cost = format.money(preview.cost, { currency: preview.currency });
  return (
    <>
      <Effect label={t("effect.images")} value={format.count(preview.images)} />
      <Effect
        label={t("effect.cost")}
        value={preview.unpriced > 0 ? t("atLeast", { amount: cost }) : cost}
        hint={preview.estimated > 0 ? t("effectHint.estimated", { count: preview.estimated }) : undefined}
      />
      <Effect
        label={t("effect.unpriced")}
        value={format.count(preview.unpriced)}
        hint={preview.unpriced > 0 ? t("effectHint.unpriced") : undefined}
      />
    </>
  );
}

/** The effect in figures, and the last question before anything is booked. */
export function PreviewStep({ detail, onBack }: { detail: ImportDetail; onBack: () => void }) {
  const t = useTranslations("imports");
  const format = useFormat();
  const book = useStep(() => confirmImport(detail.id));
  const { preview } = detail;
  if (!preview) return null;
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>{t("previewTitle")}</Title>
        <Text size="sm" c="dimmed">
          {t("previewHint")}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        <Effect label={t("effect.fresh")} value={format.count(preview.fresh)} />
        <Effect
          label={t("effect.replayed")}
          value={format.count(preview.replayed)}
          hint={preview.replayed > 0 ? t("effectHint.replayed") : undefined}
        />
        <Effect label={t("effect.rejected")} value={format.count(preview.rejected)} />
        {detail.kind === "jobs" ? <MoneyEffects preview={preview} /> : null}
      </SimpleGrid>
      <Reasons reasons={preview.reasons} />
      {preview.fresh === 0 ? (
        <Alert color="yellow" variant="light">
          {t("nothingNew")}
        </Alert>
      ) : null}
      <Group>
        <Button variant="default" onClick={onBack}>
          {t("back")}
        </Button>
        <Button loading={book.isPending} onClick={() => book.mutate(undefined)}>
          {t("book", { count: preview.fresh })}
        </Button>
      </Group>
    </Stack>
  );
}
