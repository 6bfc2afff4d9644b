"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { QueuedAsset } from "@/lib/reviews/schema";

/** What people call a picture: its place in the job, and the motif that it belongs to. */
export function usePictureName(): (row: Pick<QueuedAsset, "index" | "motif" | "campaign">) => string {
  const t = useTranslations("review");
  return useCallback(
    ({ index, motif, campaign }) =>
      motif
        ? t("pictureOf", { number: index, motif: motif.name })
        : t("pictureIn", { number: index, campaign: campaign.name }),
    [t],
  );
}

/** Never by colour alone: the word stands beside it. */
export const STATE_COLOR: Record<QueuedAsset["state"], string> = {
  open: "gray",
  approved: "teal",
  approved_with_changes: "teal",
  rejected: "red",
  changes_requested: "yellow",
  withdrawn: "gray",
};
