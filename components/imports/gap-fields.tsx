"use client";

import { Anchor, Checkbox, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMe } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { CodeSelect } from "@/components/lists/code-select";
import { DayField } from "@/components/lists/day-field";
import type { Decisions, Questions } from "@/lib/intake/schema";
import { KINDS, STAGES } from "@/lib/jobs/rules/vocabulary";
import { withFallback } from "./mapping";

export type DecisionProps = { decisions: Decisions; onChange: (decisions: Decisions) => void };
type Gap = Questions["gaps"][number];
type FieldProps = { gap: Gap; value: string; onAnswer: (value: string) => void };

const UNITS = ["CREDITS", "IMAGES", "GPU_MINUTES", "FAST_HOURS"] as const;
const CURRENCIES = ["EUR", "USD", "GBP", "CHF"];
const LISTS = {
  provider: "providers",
  wallet: "wallets",
  campaign: "campaigns",
  market: "markets",
  channel: "channels",
} as const;
const isListed = (field: string): field is keyof typeof LISTS => field in LISTS;

function useDescription({ rows, required }: Gap, value: string): string {
  const t = useTranslations("imports");
  const said = `${t("gapRows", { rows })}.`;
  return required && value === "" ? `${said} ${t("gapRefused")}` : said;
}

function DayGap({ gap, value, onAnswer }: FieldProps) {
  const t = useTranslations("imports");
  const format = useFormat();
  const description = useDescription(gap, value);
  if (value.includes("T")) return <Text size="sm">{t("fallbackTime", { time: format.dateTime(value) })}</Text>;
  const byUpload = value === "upload-day";
  return (
    <Stack gap="xs">
      <DayField
        label={t("fallbackDay")}
        description={`${description} ${t("fallbackDayHint")}`}
        value={byUpload ? "" : value}
        onChange={onAnswer}
        disabled={byUpload}
      />
      <Checkbox
        label={t("useUploadDay")}
        checked={byUpload}
        onChange={({ currentTarget }) => onAnswer(currentTarget.checked ? "upload-day" : "")}
      />
    </Stack>
  );
}

function UnitGap({ gap, value, onAnswer }: FieldProps) {
  const t = useTranslations("imports");
  const own = useMe().organization.currency;
  const currencies = [...new Set([own, ...CURRENCIES, ...(/^[A-Z]{3}$/.test(value) ? [value] : [])])];
  return (
    <Select
      label={t("field.costUnit")}
      description={useDescription(gap, value)}
      placeholder={t("choose")}
      data={[...UNITS.map((unit) => ({ value: unit as string, label: t(`unit.${unit}`) })), ...currencies]}
      value={value || null}
      onChange={(unit) => onAnswer(unit ?? "")}
    />
  );
}

function WordGap({ gap, value, onAnswer }: FieldProps) {
  const t = useTranslations("imports");
  const kinds = KINDS.map((kind) => ({ value: kind as string, label: t(`jobKind.${kind}`) }));
  const stages = STAGES.map((stage) => ({ value: stage as string, label: t(`jobStage.${stage}`) }));
  const isKind = gap.field === "kind";
  return (
    <Select
      label={t(isKind ? "field.kind" : "field.stage")}
      description={useDescription(gap, value)}
      placeholder={t("choose")}
      data={isKind ? kinds : stages}
      value={value || null}
      onChange={(word) => onAnswer(word ?? "")}
    />
  );
}

function ListGap({ gap, value, onAnswer }: FieldProps) {
  const t = useTranslations("imports");
  const description = useDescription(gap, value);
  if (!isListed(gap.field))
    return (
      <TextInput
        label={t("field.model")}
        description={description}
        defaultValue={value}
        onBlur={({ currentTarget }) => onAnswer(currentTarget.value.trim())}
      />
    );
  return (
    <CodeSelect
      label={t(`field.${gap.field}`)}
      description={description}
      placeholder={t("choose")}
      list={LISTS[gap.field]}
      value={value}
      onChange={onAnswer}
    />
  );
}

function GapField(props: FieldProps) {
  switch (props.gap.field) {
    case "occurredAt":
      return <DayGap {...props} />;
    case "costUnit":
      return <UnitGap {...props} />;
    case "kind":
    case "stage":
      return <WordGap {...props} />;
    default:
      return <ListGap {...props} />;
  }
}

/** One answer each for everything that rows leave out: the needed ones at once, the others on demand. */
export function GapFields({ gaps, decisions, onChange }: DecisionProps & { gaps: readonly Gap[] }) {
  const t = useTranslations("imports");
  const [showsAll, setShowsAll] = useState(false);
  const shown = gaps.filter(({ required, decided }) => required || decided || showsAll);
  const fallback: Readonly<Record<string, string | undefined>> = decisions.fallback ?? {};
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        {shown.map((gap) => (
          <GapField
            key={gap.field}
            gap={gap}
            value={fallback[gap.field] ?? ""}
            onAnswer={(value) =>
              onChange(withFallback(decisions, gap.field as keyof NonNullable<Decisions["fallback"]>, value))
            }
          />
        ))}
      </SimpleGrid>
      {gaps.some(({ required }) => !required) ? (
        <div>
          <Anchor component="button" type="button" size="sm" onClick={() => setShowsAll(!showsAll)}>
            {t(showsAll ? "fewerGaps" : "moreGaps")}
          </Anchor>
        </div>
      ) : null}
    </Stack>
  );
}
