"use client";

import { useTranslations } from "next-intl";
import type { DrawnLayer } from "./drawn";
import classes from "./frame.module.css";

type Props = { layers: readonly DrawnLayer[]; onChoose?: ((id: string) => void) | undefined };

/** Which colour is what; a click does what a click on the colour does. */
export function Legend({ layers, onChoose }: Props) {
  const t = useTranslations("charts");
  return (
    <ul className={classes.legend} aria-label={t("legend")}>
      {layers.map(({ id, label, colour }) => (
        <li key={id}>
          <button
            type="button"
            className={classes.legendItem}
            onClick={() => onChoose?.(id)}
            disabled={id === "other" || !onChoose}
            title={id === "other" || !onChoose ? undefined : t("filterBy", { name: label })}
          >
            <span className={classes.swatch} style={{ background: colour }} aria-hidden />
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
