"use client";

import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Popover,
  Radio,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconAdjustments, IconArrowsExchange, IconColumns3, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useDimensionName } from "@/components/kpi/use-value-name";
import { tagKeysQuery } from "@/lib/kpi/queries";
import { COLUMN_KEYS, type ColumnKey, isColumnKey } from "@/lib/kpi/rules/columns";
import { DIMENSIONS } from "@/lib/kpi/rules/vocabulary";
import type { Dimension } from "@/lib/kpi/schema";
import classes from "./explore.module.css";
import { LAYOUTS } from "./url";
import type { Explore } from "./use-explore";

const TYPING_PAUSE_MS = 250;

function useDimensionChoices(chosen: readonly (Dimension | null)[]) {
  const nameOf = useDimensionName();
  const { data } = useQuery(tagKeysQuery());
  const tags = (data?.data ?? []).map(({ key }): Dimension => `tag.${key}`);
  const linked = chosen.filter((one) => one !== null);
  return [...new Set<Dimension>([...DIMENSIONS, ...tags, ...linked])].map((value) => ({ value, label: nameOf(value) }));
}

function Dimensions({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const { scope, set } = explore;
  const { first, second } = scope;
  const choices = useDimensionChoices([first, second]);
  const reset = { folded: null, q: null };
  return (
    <Group gap={4} wrap="nowrap" align="flex-end">
      <NativeSelect
        label={t("rowsBy")}
        size="xs"
        className={classes.select}
        value={first}
        onChange={({ currentTarget }) =>
          set({ rows: currentTarget.value, split: second === currentTarget.value ? null : second, ...reset })
        }
        data={choices}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        aria-label={t("swap")}
        title={t("swap")}
        disabled={second === null}
        onClick={() => set({ rows: second, split: first, ...reset })}
      >
        <IconArrowsExchange size={16} aria-hidden />
      </ActionIcon>
      <NativeSelect
        label={t("splitBy")}
        size="xs"
        className={classes.select}
        value={second ?? ""}
        onChange={({ currentTarget }) => set({ split: currentTarget.value || null, ...reset })}
        data={[{ value: "", label: t("noSplit") }, ...choices.filter(({ value }) => value !== first)]}
      />
    </Group>
  );
}

function Layout({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const { scope, set } = explore;
  if (scope.second === null) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("layout")}
      value={scope.isPivot ? "pivot" : "nested"}
      onChange={(value) => set({ layout: value === "pivot" ? "pivot" : null })}
      data={LAYOUTS.map((value) => ({ value, label: t(value === "pivot" ? "layoutPivot" : "layoutNested") }))}
    />
  );
}

/** The figure that picture and pivot show. */
export function MeasureSelect({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const { scope, set } = explore;
  return (
    <NativeSelect
      aria-label={t("measure")}
      size="xs"
      className={classes.select}
      value={scope.measure}
      onChange={({ currentTarget }) => isColumnKey(currentTarget.value) && set({ measure: currentTarget.value })}
      data={COLUMN_KEYS.filter((key) => key !== "share").map((value) => ({ value, label: t(`full.${value}`) }))}
    />
  );
}

/** How things are counted: labelled wherever it differs from the usual. */
function Counting({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const { scope, set } = explore;
  return (
    <Popover width={320} position="bottom-start" trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconAdjustments size={16} aria-hidden />}>
          {t("counting")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("counting")}>
        <Stack gap="md">
          <Radio.Group
            label={t("viewLabel")}
            description={t("viewFullHint")}
            value={scope.view}
            onChange={(value) => set({ view: value === "full" ? "full" : null })}
          >
            <Group gap="md" mt="xs">
              <Radio value="credit" label={t("viewCredit")} />
              <Radio value="full" label={t("viewFull")} />
            </Group>
          </Radio.Group>
          <Radio.Group
            label={t("approvalsLabel")}
            description={t("approvalsHint")}
            value={scope.approvals}
            onChange={(value) => set({ approvals: value === "period" ? "period" : null })}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="cohort" label={t("approvalsCohort")} />
              <Radio value="period" label={t("approvalsPeriod")} />
            </Stack>
          </Radio.Group>
          <Switch
            label={t("training")}
            checked={scope.training}
            onChange={({ currentTarget }) => set({ training: currentTarget.checked || null })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

const GROUPS: Record<"money" | "results" | "waste" | "credits" | "quality", readonly ColumnKey[]> = {
  money: [
    ...(["spend", "share", "costPerImage", "costPerApprovedImage", "costPerVariation", "costPerCampaign"] as const),
    "unassignedSpend",
  ],
  results: [
    ...(["jobs", "images", "variations", "decided", "approved", "approvedWithChanges", "rejected"] as const),
    ...(["superseded", "approvalRate", "reviewCoverage", "campaigns"] as const),
  ],
  waste: [
    ...(["waste", "wasteFailed", "wasteDuplicate", "wasteDropped", "wasteRejected", "wasteSuperseded"] as const),
    ...(["useful", "open"] as const),
  ],
  credits: ["credits", "creditsPerImage", "creditsPerApprovedImage"],
  quality: [
    ...(["attempts", "failedAttempts", "failedJobs", "failureRate", "unpricedJobs", "estimatedJobs"] as const),
    "estimatedSpend",
  ],
};
const GROUP_NAMES = ["money", "results", "waste", "credits", "quality"] as const;

function Columns({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const { scope, setColumns, resetColumns } = explore;
  // The last column stays: a table without figures says nothing.
  const toggle = (key: ColumnKey) => {
    const next = scope.columns.includes(key) ? scope.columns.filter((one) => one !== key) : [...scope.columns, key];
    if (next.length > 0) setColumns(next);
  };
  return (
    <Popover width={340} position="bottom-end" trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {t("columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("columns")} mah="60dvh" style={{ overflowY: "auto" }}>
        <Stack gap="md">
          {GROUP_NAMES.map((group) => (
            <Checkbox.Group
              key={group}
              label={t(`group.${group}`)}
              value={scope.columns.filter((key) => GROUPS[group].includes(key))}
            >
              <Stack gap={6} mt={6}>
                {GROUPS[group].map((key) => (
                  <Checkbox key={key} size="xs" value={key} label={t(`full.${key}`)} onChange={() => toggle(key)} />
                ))}
              </Stack>
            </Checkbox.Group>
          ))}
          <Button variant="subtle" size="xs" onClick={resetColumns}>
            {t("columnsReset")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Search({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const { scope, set } = explore;
  const [typed, setTyped] = useState(scope.q);
  const search = useDebouncedCallback((q: string) => set({ q: q || null }, "replace"), TYPING_PAUSE_MS);
  useEffect(() => setTyped(scope.q), [scope.q]);
  return (
    <TextInput
      type="search"
      size="xs"
      className={classes.search}
      aria-label={t("search")}
      placeholder={t("search")}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        search(currentTarget.value);
      }}
    />
  );
}

/** Which rows, split how, counted how. */
export function ExploreControls({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const { scope, set } = explore;
  return (
    <section className={classes.controls} aria-label={t("controls")}>
      <Dimensions explore={explore} />
      <Layout explore={explore} />
      <Counting explore={explore} />
      <Switch
        size="sm"
        label={t("compare")}
        checked={scope.compare}
        disabled={scope.isPivot}
        onChange={({ currentTarget }) => set({ compare: currentTarget.checked || null })}
      />
    </section>
  );
}

/** What stands above the table. */
export function TableTools({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const { scope, density, setDensity } = explore;
  return (
    <Group gap="xs">
      <Search explore={explore} />
      {scope.isPivot ? <MeasureSelect explore={explore} /> : <Columns explore={explore} />}
      <Switch
        size="xs"
        label={
          <Text span size="xs">
            {t("density")}
          </Text>
        }
        checked={density === "compact"}
        onChange={({ currentTarget }) => setDensity(currentTarget.checked ? "compact" : "comfortable")}
      />
    </Group>
  );
}
