"use client";

import type { KeyboardEvent } from "react";
import classes from "./jobs.module.css";

/** The boxes of a list, from top to bottom. */
const boxes = () => [...document.querySelectorAll<HTMLInputElement>("[data-select-row]")];

type Props = { label: string; isChosen: boolean; onToggle: (range: boolean) => void };

/** Chooses a row: with Shift everything since the last one; arrows go to the next row, with Shift they take it along. */
export function SelectBox({ label, isChosen, onToggle }: Props) {
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = boxes();
    const next = all[all.indexOf(event.currentTarget) + step];
    if (!next) return;
    if (event.shiftKey && !isChosen) onToggle(false);
    next.focus();
    if (event.shiftKey && !next.checked) next.click();
  }
  return (
    <input
      type="checkbox"
      data-select-row
      className={classes.box}
      aria-label={label}
      checked={isChosen}
      onKeyDown={onKeyDown}
      // A change event does not say whether Shift was held; the click does.
      onClick={(event) => onToggle(event.shiftKey)}
      onChange={() => {}}
    />
  );
}
