"use client";

import { Badge } from "@mantine/core";
import { IconCalendarEvent, IconHourglass, IconLock } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { PeriodState } from "@/lib/periods/schema";

const LOOKS = {
  open: { color: "gray", icon: IconCalendarEvent },
  closing: { color: "gray", icon: IconHourglass },
  closed: { color: "teal", icon: IconLock },
} as const;

export function MonthState({ state }: { state: PeriodState }) {
  const t = useTranslations("periods.state");
  const { color, icon: Icon } = LOOKS[state];
  return (
    <Badge
      variant="light"
      color={color}
      miw="max-content"
      leftSection={<Icon size={12} aria-hidden />}
      {...(state === "closing" ? { bg: "var(--near-quiet)", c: "var(--near)" } : {})}
    >
      {t(state)}
    </Badge>
  );
}
