"use client";

import { Badge, Group } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useMe } from "@/components/common/me-context";
import { dayIn } from "@/lib/core/period";
import type { ListRow } from "@/lib/dimensions/schema";
import { type RowState, stateOf } from "./row-state";

const COLORS: Record<RowState, string> = {
  active: "teal",
  planned: "blue",
  ended: "gray",
  archived: "gray",
  merged: "gray",
  dropped: "orange",
  unassigned: "gray",
};

export function StateBadge({ row }: { row: ListRow }) {
  const t = useTranslations("lists");
  const { organization } = useMe();
  const state = stateOf(row, dayIn(organization.timeZone, new Date()));
  const shownAs = "shownAs" in row ? row.shownAs : row.code;
  return (
    <Group gap={4} wrap="nowrap">
      <Badge variant="light" color={COLORS[state]}>
        {state === "merged" ? t("state.merged", { code: shownAs }) : t(`state.${state}`)}
      </Badge>
      {"isDefault" in row && row.isDefault ? <Badge variant="outline">{t("default")}</Badge> : null}
    </Group>
  );
}
