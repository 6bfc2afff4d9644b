"use client";

import { useTranslations } from "next-intl";
import { memo, useState } from "react";
import type { QueuedAsset } from "@/lib/reviews/schema";
import classes from "./tiles.module.css";

export const pictureUrl = ({ id, version }: Pick<QueuedAsset, "id" | "version">) =>
  `/api/v1/assets/${id}/picture?version=${version}`;

type Props = { row: QueuedAsset; name: string; large?: boolean };

/** The picture where there is one, else a quiet tile with what is known of it. */
export const ReviewPicture = memo(function ReviewPicture({ row, name, large = false }: Props) {
  const t = useTranslations("jobs");
  const [broken, setBroken] = useState<string | null>(null);
  const src = pictureUrl(row);
  const shape = row.width && row.height ? `${row.width} / ${row.height}` : "1 / 1";
  if (row.hasPicture && broken !== src)
    return (
      // biome-ignore lint/performance/noImgElement: our own server has sized and cached it; an optimizer would fetch it twice
      <img
        className={classes.picture}
        data-large={large || undefined}
        src={src}
        alt={name}
        style={{ aspectRatio: large ? shape : "1 / 1" }}
        decoding="async"
        onError={() => setBroken(src)}
      />
    );
  return (
    <div
      className={classes.neutral}
      data-large={large || undefined}
      style={{ aspectRatio: large ? shape : "1 / 1" }}
      role="img"
      aria-label={name}
    >
      <span className={classes.neutralNumber} aria-hidden>
        {row.index}
      </span>
      <span className={classes.neutralWords} aria-hidden>
        {row.model ?? row.provider.name}
        <br />
        {[row.width && row.height ? `${row.width} × ${row.height}` : null, row.stage ? t(`stage.${row.stage}`) : null]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </div>
  );
});
