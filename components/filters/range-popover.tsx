"use client";

import "@/components/common/calendar-language";
import { Button, Popover, Stack } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { useTranslations } from "next-intl";
import { cloneElement, type ReactElement, useState } from "react";
import { useOpenedAtOnce } from "@/components/common/use-opened-at-once";
import { type Days, overlap, PRESETS, type Preset } from "@/lib/core/period";
import classes from "./filters.module.css";

export type RangeProps = Days & {
  preset: Preset | null;
  today: string;
  onPreset: (preset: Preset) => void;
  onDays: (days: Days) => void;
};

type Props = RangeProps & { target: ReactElement<Record<string, unknown>> };
type Picked = [string | null, string | null];

/** Presets and calendar below their button, open from the first moment. */
export function RangePopover({ target, from, to, preset, today, onPreset, onDays }: Props) {
  const t = useTranslations("kpi");
  const { ref, opened, setOpened } = useOpenedAtOnce();
  const [picked, setPicked] = useState<Picked | null>(null);

  function pick(next: Picked) {
    const [first, last] = next;
    if (!first || !last) return setPicked(next);
    setPicked(null);
    setOpened(false);
    onDays({ from: first, to: last });
  }

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      onClose={() => setPicked(null)}
      position="bottom-start"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>{cloneElement(target, { ref, onClick: () => setOpened(!opened) })}</Popover.Target>
      <Popover.Dropdown className={classes.range} aria-label={t("range")}>
        <Stack gap={2} className={classes.presets}>
          {PRESETS.map((option) => (
            <Button
              key={option}
              size="compact-sm"
              variant={option === preset ? "light" : "subtle"}
              color={option === preset ? "teal" : "gray"}
              c={option === preset ? "var(--accent-text)" : "var(--mantine-color-text)"}
              justify="flex-start"
              aria-pressed={option === preset}
              data-autofocus={option === (preset ?? PRESETS[0]) || undefined}
              onClick={() => {
                setOpened(false);
                onPreset(option);
              }}
            >
              {t(`preset.${option}`)}
            </Button>
          ))}
        </Stack>
        <DatePicker
          type="range"
          allowSingleDateInRange
          value={picked ?? [from, to]}
          onChange={pick}
          defaultDate={overlap({ from, to }, { from, to: today }).to}
          minDate="2015-01-01"
          hideOutsideDates
          ariaLabels={{
            nextMonth: t("nextMonth"),
            previousMonth: t("previousMonth"),
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
