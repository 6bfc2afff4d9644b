"use client";

import { Badge } from "@mantine/core";
import { IconCheck, IconClock, IconVersions } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { memo, useEffect, useRef } from "react";
import { Amount } from "@/components/common/amount";
import type { AssetState } from "@/lib/reviews/rules";
import type { QueuedAsset } from "@/lib/reviews/schema";
import type { OutboxEntry } from "./outbox";
import { ReviewPicture } from "./review-picture";
import { shownState } from "./session";
import classes from "./tiles.module.css";
import { STATE_COLOR, usePictureName } from "./words";

type TileProps = {
  row: QueuedAsset;
  state: AssetState;
  isActive: boolean;
  isChosen: boolean;
  isPending: boolean;
  onPick: (id: string, how: "go" | "toggle" | "range" | "open") => void;
};

/** Only tiles whose own picture changes are drawn again: a key press has to be on screen at once. */
const Tile = memo(function Tile({ row, state, isActive, isChosen, isPending, onPick }: TileProps) {
  const t = useTranslations("review");
  const tj = useTranslations("jobs");
  const nameOf = usePictureName();
  const name = nameOf(row);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!isActive) return;
    button.current?.scrollIntoView({ block: "nearest" });
    // The keyboard goes where the eye goes, but only when it is in the grid already.
    if (document.activeElement?.closest("[data-grid]")) button.current?.focus({ preventScroll: true });
  }, [isActive]);

  return (
    <li
      className={classes.tile}
      data-active={isActive || undefined}
      data-chosen={isChosen || undefined}
      data-state={state}
    >
      <div className={classes.tilePicture}>
        <span aria-hidden>
          <ReviewPicture row={row} />
        </span>
        {isChosen ? (
          <span className={classes.chosen} aria-hidden>
            <IconCheck size={14} stroke={3} />
          </span>
        ) : null}
        <button
          ref={button}
          type="button"
          data-tile
          className={classes.tileButton}
          tabIndex={isActive ? 0 : -1}
          aria-current={isActive ? "true" : undefined}
          aria-pressed={isChosen}
          aria-label={t("tile", { name, state: tj(`pictureState.${state}`) })}
          onClick={(event) =>
            onPick(row.id, event.shiftKey ? "range" : event.metaKey || event.ctrlKey ? "toggle" : "go")
          }
          onDoubleClick={() => onPick(row.id, "open")}
        />
      </div>
      <p className={classes.tileName}>{row.motif?.name ?? row.campaign.name}</p>
      <div className={classes.tileFoot}>
        <Badge size="sm" variant="light" color={STATE_COLOR[state]}>
          {tj(`pictureState.${state}`)}
        </Badge>
        <span className={classes.tileMarks}>
          {row.newVersionSince ? <IconVersions size={15} role="img" aria-label={t("newVersion")} /> : null}
          {isPending ? <IconClock size={15} role="img" aria-label={t("storing")} /> : null}
          <Amount value={row.cost} currency={row.currency} className={classes.tileCost} />
        </span>
      </div>
    </li>
  );
});

type Props = {
  rows: readonly QueuedAsset[];
  active: string | null;
  chosen: ReadonlySet<string>;
  pending: ReadonlyMap<string, OutboxEntry>;
  onPick: TileProps["onPick"];
};

export function PictureGrid({ rows, active, chosen, pending, onPick }: Props) {
  const t = useTranslations("review");
  return (
    <ul className={classes.grid} data-grid aria-label={t("pictures")}>
      {rows.map((row) => (
        <Tile
          key={row.id}
          row={row}
          state={shownState(row, pending)}
          isActive={row.id === active}
          isChosen={chosen.has(row.id)}
          isPending={pending.has(row.id)}
          onPick={onPick}
        />
      ))}
    </ul>
  );
}
