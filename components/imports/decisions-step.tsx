"use client";

import { Button, Group, Select, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMe } from "@/components/common/me-context";
import { previewImport } from "@/lib/intake/queries";
import type { Decisions, ImportDetail, Questions } from "@/lib/intake/schema";
import { CodeAnswers } from "./code-answers";
import { type DecisionProps, GapFields } from "./gap-fields";
import { useStep } from "./use-import";

function WritingFields({ questions, decisions, onChange }: DecisionProps & { questions: Questions }) {
  const t = useTranslations("imports");
  const { dateOrder } = questions;
  const signs = (["comma", "point"] as const).map((sign) => ({ value: sign as string, label: t(`decimal.${sign}`) }));
  const orders = (["dmy", "mdy"] as const).map((order) => ({ value: order as string, label: t(`dateOrder.${order}`) }));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Select
        label={t("numbers")}
        description={t("numbersHint")}
        data={signs}
        value={decisions.decimal ?? "point"}
        onChange={(sign) => onChange({ ...decisions, decimal: sign === "comma" ? "comma" : "point" })}
        allowDeselect={false}
      />
      {dateOrder ? (
        <Select
          label={t("dates", { sample: dateOrder.sample })}
          description={t("datesHint", { rows: dateOrder.rows, column: dateOrder.column })}
          data={orders}
          value={decisions.dateOrder ?? null}
          onChange={(order) => onChange({ ...decisions, dateOrder: order === "mdy" ? "mdy" : "dmy" })}
          allowDeselect={false}
        />
      ) : null}
    </SimpleGrid>
  );
}

/** How many required answers are still missing, with what was chosen on this screen but is not saved yet. */
function openOf({ gaps, codes, dateOrder }: Questions, decisions: Decisions): number {
  const fallback: Readonly<Record<string, unknown>> = decisions.fallback ?? {};
  const openGaps = gaps.filter(({ required, field }) => required && !fallback[field]).length;
  const openCodes = codes.filter(({ list, value }) => !decisions.codes?.[list]?.[value]).length;
  return openGaps + openCodes + (dateOrder && !decisions.dateOrder ? 1 : 0);
}

/** Gaps, unknown words and ways of writing: everything that only a person can say about this file. */
export function DecisionsStep({
  detail,
  onBack,
  onNext,
}: {
  detail: ImportDetail;
  onBack: () => void;
  onNext: () => void;
}) {
  const t = useTranslations("imports");
  const { organization } = useMe();
  const [decisions, setDecisions] = useState<Decisions>(detail.decisions);
  const preview = useStep((next: Decisions) => previewImport(detail.id, { decisions: next }));
  const { questions } = detail;
  if (!questions) return null;
  const open = openOf(questions, decisions);
  return (
    <Stack gap="xl">
      <Stack>
        <div>
          <Title order={2}>{t("decisionsTitle")}</Title>
          <Text size="sm" c="dimmed">
            {t("decisionsHint")} {detail.kind === "jobs" ? t("zoneHint", { zone: organization.timeZone }) : null}
          </Text>
        </div>
        <GapFields gaps={questions.gaps} decisions={decisions} onChange={setDecisions} />
        <WritingFields questions={questions} decisions={decisions} onChange={setDecisions} />
      </Stack>
      <CodeAnswers questions={questions} decisions={decisions} onChange={setDecisions} />
      <Stack gap="xs">
        <Text size="sm" role="status">
          {open > 0 ? t("openCount", { count: open }) : t("nothingToDecide")}
        </Text>
        <Group>
          <Button variant="default" onClick={onBack}>
            {t("back")}
          </Button>
          <Button loading={preview.isPending} onClick={() => preview.mutate(decisions, { onSuccess: onNext })}>
            {t("makePreview")}
          </Button>
        </Group>
      </Stack>
    </Stack>
  );
}
