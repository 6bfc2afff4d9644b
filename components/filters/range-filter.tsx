"use client";

import { Button } from "@mantine/core";
import { IconCalendar, IconChevronDown } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { useOnDemand } from "@/components/common/use-on-demand";
import classes from "./filters.module.css";
import type { RangeProps } from "./range-popover";

const load = () => import("./range-popover").then(({ RangePopover }) => RangePopover);

/** Which days: a preset by one click, any days from the calendar. */
export function RangeFilter(props: RangeProps) {
  const { from, to, preset } = props;
  const t = useTranslations("kpi");
  const format = useFormat();
  const { Part, ask, reach } = useOnDemand(load);
  const shared = {
    variant: "default",
    size: "sm",
    px: "sm",
    fw: 600,
    leftSection: <IconCalendar size={16} aria-hidden />,
    rightSection: <IconChevronDown size={16} aria-hidden />,
    children: (
      <>
        {preset ? `${t(`preset.${preset}`)} ` : null}
        <span className={preset ? classes.days : undefined}>{format.days(from, to)}</span>
      </>
    ),
  };
  if (Part) return <Part {...props} target={<Button {...shared} />} />;
  return <Button {...shared} {...reach} onClick={ask} aria-haspopup="dialog" aria-expanded={false} />;
}
