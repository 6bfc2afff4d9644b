"use client";

import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { jobsHref } from "@/components/filters/jobs-link";
import { AtLeast } from "@/components/kpi/at-least";
import { shareOf } from "@/lib/kpi/chart";
import { CLASSES, type MoneyClass } from "@/lib/kpi/rules/vocabulary";
import type { WasteRow } from "@/lib/kpi/schema/waste";
import { type WasteScope, withoutTraining } from "./questions";
import { colourOf } from "./use-classes";
import classes from "./waste.module.css";

function ClassCard({ name, row, scope }: { name: MoneyClass; row: WasteRow; scope: WasteScope }) {
  const t = useTranslations("waste");
  const format = useFormat();
  const { spend, jobs, images } = row.classes[name];
  const share = shareOf(spend, row.spend);
  return (
    <li className={classes.class}>
      <h2 className={classes.className}>
        <span className={classes.swatch} style={{ background: colourOf(name) }} aria-hidden />
        {t(`class.${name}`)}
      </h2>
      <div className={classes.figure}>
        <AtLeast when={row.lowerBound}>
          <span className={classes.money}>
            <Amount value={spend} />
          </span>
        </AtLeast>
        <span className={classes.quiet}>{share === null ? null : t("ofSpend", { share: format.percent(share) })}</span>
      </div>
      <p className={classes.words}>{t(`meaning.${name}`)}</p>
      <p className={classes.advice}>{t(`advice.${name}`)}</p>
      {jobs > 0 ? (
        <Link
          href={jobsHref({ ...scope, filters: withoutTraining(scope.filters) }, { waste: [name] })}
          className={classes.link}
        >
          {t("jobsAndImages", { jobs, images })}
        </Link>
      ) : (
        <span className={classes.quiet}>{t("noJobs")}</span>
      )}
    </li>
  );
}

/** Each class in plain words: what it is, what it took, and what to do about it. */
export function ClassCards({ row, scope }: { row: WasteRow; scope: WasteScope }) {
  const t = useTranslations("waste");
  return (
    <section aria-label={t("classes")}>
      <ul className={classes.classes}>
        {CLASSES.map((name) => (
          <ClassCard key={name} name={name} row={row} scope={scope} />
        ))}
      </ul>
    </section>
  );
}
