"use client";

import { Button, Popover, Stack } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendar, IconChevronDown } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/components/common/use-format";
import { type Days, overlap, PRESETS, type Preset } from "@/lib/core/period";
import classes from "./filters.module.css";

type Props = Days & {
  preset: Preset | null;
  today: string;
  onPreset: (preset: Preset) => void;
  onDays: (days: Days) => void;
};

type Picked = [string | null, string | null];

/** Which days: a preset by one click, any days from the calendar. */
export function RangeFilter({ from, to, preset, today, onPreset, onDays }: Props) {
  const t = useTranslations("kpi");
  const format = useFormat();
  const [opened, { toggle, close, open }] = useDisclosure(false);
  const [picked, setPicked] = useState<Picked | null>(null);

  function pick(next: Picked) {
    const [first, last] = next;
    if (!first || !last) return setPicked(next);
    setPicked(null);
    close();
    onDays({ from: first, to: last });
  }

  return (
    <Popover
      opened={opened}
      onChange={(isOpen) => (isOpen ? open() : close())}
      onClose={() => setPicked(null)}
      position="bottom-start"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          px="sm"
          fw={600}
          onClick={toggle}
          leftSection={<IconCalendar size={16} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {preset ? `${t(`preset.${preset}`)} ` : null}
          <span className={preset ? classes.days : undefined}>{format.days(from, to)}</span>
        </Button>
      </Popover.Target>
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
              onClick={() => {
                close();
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
