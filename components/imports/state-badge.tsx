"use client";

import { Badge } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ImportState } from "@/lib/intake/schema";

const COLORS: Record<ImportState, string> = {
  uploading: "gray",
  uploaded: "blue",
  analysed: "yellow",
  previewing: "blue",
  previewed: "yellow",
  booking: "blue",
  done: "teal",
  undoing: "blue",
  undone: "gray",
  cancelled: "gray",
  failed: "red",
};

/** The state in words; the colour only repeats it. */
export function StateBadge({ state }: { state: ImportState }) {
  const t = useTranslations("imports");
  return (
    <Badge variant="outline" color={COLORS[state]} c="var(--mantine-color-text)" tt="none" fw={500}>
      {t(`state.${state}`)}
    </Badge>
  );
}
