"use client";

import { memo } from "react";
import { PictureTile } from "@/components/pictures/picture-tile";
import { pictureUrl } from "@/lib/pictures/queries";
import type { QueuedAsset } from "@/lib/reviews/schema";
import classes from "./tiles.module.css";

/** Where the browser will look for the picture, to have it before it is asked for. */
export const largePictureUrl = ({ id, pictureTag }: Pick<QueuedAsset, "id" | "pictureTag">) =>
  pictureUrl(id, { tag: pictureTag });

/** The picture where there is one, else a quiet tile with what is known of it. The state stands beside it. */
export const ReviewPicture = memo(function ReviewPicture({
  row,
  large = false,
}: {
  row: QueuedAsset;
  large?: boolean;
}) {
  const { id, index, version, state, pictureTag, provider, model, width, height, steps } = row;
  return (
    <span className={large ? classes.large : classes.small} data-state={state}>
      <PictureTile
        picture={{ id, index, version, state, pictureTag }}
        facts={{ model: model ?? provider.name, width, height, steps }}
        size={large ? "full" : "thumb"}
        hidesState
      />
    </span>
  );
});
