"use client";

import { Button, Checkbox, Chip, Group, NativeSelect, Popover, Stack, TagsInput, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconAdjustments, IconSearch, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type KpiFilterState, useKpiFilter } from "@/components/filters/use-kpi-filter";
import { KINDS, STAGES, STATUSES } from "@/lib/jobs/rules/vocabulary";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { isClass } from "@/lib/kpi/schema/waste";
import { Section } from "./fields";
import classes from "./jobs.module.css";
import { type BookingState, isStatus, LINKED, type ListFilter, STATES } from "./list-params";

type Props = { own: ListFilter; setOwn: (next: Partial<{ [K in keyof ListFilter]: ListFilter[K] | null }>) => void };

const TYPING_PAUSE_MS = 300;

function Search({ own, setOwn }: Props) {
  const t = useTranslations("jobs");
  const [typed, setTyped] = useState(own.q);
  const search = useDebouncedCallback((q: string) => setOwn({ q: q || null }), TYPING_PAUSE_MS);
  useEffect(() => setTyped(own.q), [own.q]);
  return (
    <TextInput
      type="search"
      size="sm"
      className={classes.search}
      aria-label={t("filter.search")}
      placeholder={t("filter.searchHint")}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        search(currentTarget.value);
      }}
    />
  );
}

type ChoiceProps = {
  label: string;
  choices: readonly string[];
  wordOf: (choice: string) => string;
  chosen: string[];
  onChange: (chosen: string[]) => void;
};

function Choices({ label, choices, wordOf, chosen, onChange }: ChoiceProps) {
  return (
    <Section title={label}>
      <Chip.Group multiple value={chosen} onChange={onChange}>
        <Group gap={6}>
          {choices.map((choice) => (
            <Chip key={choice} value={choice} size="xs">
              {wordOf(choice)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Section>
  );
}

function ModelFilter({ state }: { state: KpiFilterState }) {
  const t = useTranslations("jobs");
  const { data } = useQuery(someKpisQueryOptions({ from: state.from, to: state.to, groupBy: "model", fields: "jobs" }));
  return (
    <TagsInput
      label={t("filter.model")}
      data={[...new Set((data?.groups ?? []).flatMap(({ key }) => key.model ?? []))]}
      value={state.filters.model}
      onChange={(codes) => state.setFilter("model", codes)}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

function MoreFilters({ own, setOwn }: Props) {
  const t = useTranslations("jobs");
  const state = useKpiFilter();
  const words = {
    kind: Object.fromEntries(KINDS.map((kind) => [kind, t(`kind.${kind}`)])),
    stage: Object.fromEntries(STAGES.map((stage) => [stage, t(`stage.${stage}`)])),
    status: Object.fromEntries(STATUSES.map((status) => [status, t(`status.${status}`)])),
  };
  const stateWords: Record<BookingState, string> = {
    live: t("filter.stateLive"),
    void: t("filter.stateVoid"),
    all: t("filter.stateAll"),
  };
  return (
    <Stack gap="sm">
      {(["kind", "stage"] as const).map((name) => (
        <Choices
          key={name}
          label={t(`filter.${name}`)}
          choices={name === "kind" ? KINDS : STAGES}
          wordOf={(choice) => words[name][choice] ?? choice}
          chosen={state.filters[name]}
          onChange={(codes) => state.setFilter(name, codes)}
        />
      ))}
      <Choices
        label={t("filter.status")}
        choices={STATUSES}
        wordOf={(choice) => words.status[choice] ?? choice}
        chosen={own.status}
        onChange={(status) => setOwn({ status: status.length > 0 ? status : null })}
      />
      <ModelFilter state={state} />
      <Checkbox
        label={t("filter.unpriced")}
        checked={own.unpriced}
        onChange={({ currentTarget }) => setOwn({ unpriced: currentTarget.checked || null })}
      />
      <Checkbox
        label={t("filter.duplicate")}
        checked={own.duplicate}
        onChange={({ currentTarget }) => setOwn({ duplicate: currentTarget.checked || null })}
      />
      <NativeSelect
        label={t("filter.state")}
        value={own.state}
        onChange={({ currentTarget }) => {
          const chosen = STATES.find((one) => one === currentTarget.value) ?? "live";
          setOwn({ state: chosen === "live" ? null : chosen });
        }}
        data={STATES.map((one) => ({ value: one, label: stateWords[one] }))}
      />
    </Stack>
  );
}

/** Filters that only the job list has; they stand in the shared bar. */
export function JobFilters(props: Props) {
  const t = useTranslations("jobs");
  return (
    <>
      <Popover width={320} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <Button variant="default" size="sm" leftSection={<IconAdjustments size={16} aria-hidden />}>
            {t("filter.title")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("filter.title")} mah="70dvh" style={{ overflowY: "auto" }}>
          <MoreFilters {...props} />
        </Popover.Dropdown>
      </Popover>
      <Search {...props} />
    </>
  );
}

type ChipModel = { key: string; label: string; clear: Parameters<Props["setOwn"]>[0] };

function useChips(own: ListFilter): ChipModel[] {
  const t = useTranslations("jobs");
  const tw = useTranslations("waste");
  const linkedWords = {
    wallet: (value: string) => t("filter.walletOnly", { wallet: value }),
    motif: (value: string) => t("filter.motifOnly", { motif: value }),
    assetType: (value: string) => t("filter.assetTypeOnly", { assetType: value }),
    createdBy: () => t("filter.createdByOnly"),
    source: (value: string) => t("filter.sourceOnly", { source: value }),
  };
  const chips: (ChipModel | false)[] = [
    own.unpriced && { key: "unpriced", label: t("filter.unpriced"), clear: { unpriced: null } },
    own.duplicate && { key: "duplicate", label: t("filter.duplicate"), clear: { duplicate: null } },
    own.state !== "live" && {
      key: "state",
      label: t(own.state === "void" ? "filter.stateVoid" : "filter.stateAll"),
      clear: { state: null },
    },
    own.importId !== null && { key: "importId", label: t("filter.importOnly"), clear: { importId: null } },
    ...own.status.filter(isStatus).map((status) => ({
      key: `status-${status}`,
      label: t(`status.${status}`),
      clear: { status: own.status.filter((one) => one !== status) },
    })),
    ...own.waste.filter(isClass).map((name) => ({
      key: `waste-${name}`,
      label: t("filter.wasteOnly", { class: tw(`class.${name}`) }),
      clear: { waste: own.waste.filter((one) => one !== name) },
    })),
    ...LINKED.flatMap((name) =>
      own[name].map((value) => ({
        key: `${name}-${value}`,
        label: linkedWords[name](value),
        clear: { [name]: own[name].filter((one) => one !== value) },
      })),
    ),
  ];
  return chips.filter((chip) => chip !== false);
}

/** What the list is narrowed by besides the shared filters, each with its own way out. */
export function JobFilterChips({ own, setOwn }: Props) {
  const t = useTranslations("jobs");
  const chips = useChips(own);
  if (chips.length === 0) return null;
  return (
    <div className={classes.chips}>
      {chips.map(({ key, label, clear }) => (
        <Button
          key={key}
          size="compact-sm"
          variant="default"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={t("filter.remove", { filter: label })}
          onClick={() => setOwn(clear)}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
