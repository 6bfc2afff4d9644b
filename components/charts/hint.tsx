"use client";

import { useTranslations } from "next-intl";
import type { DrawnLayer, DrawnStep, Mark } from "./drawn";
import classes from "./plot.module.css";

type HintRow = { layer: DrawnLayer; shown: string };

type Props = {
  step: DrawnStep;
  rows: readonly HintRow[];
  foot?: { label: string; shown: string }[];
  marks?: readonly Mark[] | undefined;
};

/** Everything at that date, with Σ and what happened then. */
export function Hint({ step, rows, foot = [], marks = [] }: Props) {
  const happened = marks.filter(({ day }) => step.days.from <= day && day <= step.days.to);
  return (
    <>
      <p className={classes.hintTitle}>
        {step.title}
        {step.partial ? ` (${step.partial})` : ""}
      </p>
      <table>
        <tbody>
          {rows.map(({ layer, shown }) => (
            <tr key={layer.id}>
              <th scope="row">
                <span className={classes.swatch} style={{ background: layer.colour }} />
                {layer.label}
              </th>
              <td>{shown}</td>
            </tr>
          ))}
        </tbody>
        {foot.length > 0 ? (
          <tfoot>
            {foot.map(({ label, shown }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{shown}</td>
              </tr>
            ))}
          </tfoot>
        ) : null}
      </table>
      {happened.map(({ day, label }) => (
        <p key={`${day}/${label}`} className={classes.hintMark}>
          {label}
        </p>
      ))}
    </>
  );
}

/** The same in one sentence, for screen readers. */
export function useSentence(): (
  step: DrawnStep | undefined,
  parts: readonly { label: string; shown: string }[],
) => string {
  const t = useTranslations("charts");
  return (step, parts) => {
    if (!step) return t("nothing");
    const when = step.partial ? `${step.title} (${step.partial})` : step.title;
    return `${when}: ${parts.map(({ label, shown }) => `${label} ${shown}`).join(", ")}`;
  };
}
