"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { type Asked, NotRenewed } from "@/components/common/answered";
import { ChartMenu } from "./chart-menu";
import { ChartTable, type TableData } from "./chart-table";
import type { DrawnLayer } from "./drawn";
import classes from "./frame.module.css";
import { Legend } from "./legend";

type Props = {
  /** Also the name of the files; letters, digits and dashes. */
  id: string;
  /** What is measured, with its unit. */
  title: string;
  /** A quiet line below the title. */
  subtitle?: ReactNode;
  /** The picture in a sentence or two, for those who do not see it. */
  summary: string;
  table: TableData;
  /** What a file must say about its figures: range, filters, zone, currency, data as of. */
  about: readonly (readonly [string, string])[];
  controls?: ReactNode;
  legend?: readonly DrawnLayer[];
  onChoose?: (layerId: string) => void;
  /** What was asked for it: the picture may still be that of the question before, or could not be renewed. */
  asked?: readonly Asked[];
  /** Instead of the picture: nothing to show, and what to do. */
  empty?: ReactNode;
  children: ReactNode;
};

/** What every chart has: a title with its unit, a menu with table and files, a legend, and a summary in words. */
export function ChartFrame(props: Props) {
  const { id, title, subtitle, summary, table, about, controls, legend, onChoose, asked = [], empty, children } = props;
  const t = useTranslations("charts");
  const figure = useRef<HTMLElement>(null);
  const [asTable, setAsTable] = useState(false);
  const isOld = asked.some(({ isPlaceholderData }) => isPlaceholderData);
  const isEmpty = empty !== undefined && empty !== null;
  return (
    <section className={classes.frame} aria-labelledby={id}>
      <header className={classes.frameHeader}>
        <div className={classes.frameNames}>
          <h2 id={id} className={classes.frameTitle}>
            {title}
          </h2>
          {subtitle ? <p className={classes.frameSubtitle}>{subtitle}</p> : null}
        </div>
        <div className={classes.frameControls}>
          {controls}
          <ChartMenu
            id={id}
            title={title}
            table={table}
            about={about}
            legend={legend ?? []}
            picture={() => figure.current?.querySelector<SVGSVGElement>("svg[data-chart]") ?? null}
            asTable={asTable}
            isEmpty={isEmpty}
            onTable={() => setAsTable(!asTable)}
          />
        </div>
      </header>
      <NotRenewed of={asked} />
      <div className={classes.frameBody} data-old={isOld || undefined} aria-busy={isOld}>
        {isEmpty ? empty : null}
        {!isEmpty && asTable ? <ChartTable label={t("tableOf", { title })} data={table} /> : null}
        {isEmpty || asTable ? null : (
          <figure ref={figure} className={classes.figure} aria-label={summary}>
            {legend && legend.length > 0 ? <Legend layers={legend} onChoose={onChoose} /> : null}
            {children}
          </figure>
        )}
      </div>
    </section>
  );
}
