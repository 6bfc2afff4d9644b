"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { jobsHref } from "@/components/filters/jobs-link";
import { figureOf, shareOf } from "@/lib/kpi/chart";
import { basisQueryOptions, kpiQueryOptions } from "@/lib/kpi/queries";
import { type Formula, formulaOf, type Term } from "@/lib/kpi/rules/formula";
import type { BasisAnswer } from "@/lib/kpi/schema/insight";
import type { Computed } from "./computed";
import classes from "./kpi.module.css";
import { useReason } from "./use-reason";

const MOST_PRICES = 4;

function useTerm() {
  const t = useTranslations("kpi.term");
  const format = useFormat();
  return ({ name, value, unit }: Term) => ({
    name: t(name),
    value: unit === "money" ? format.money(value, { full: true }) : format.quantity(value),
  });
}

function Ratio({ formula, result }: { formula: Extract<Formula, { kind: "ratio" }>; result: string }) {
  const shown = useTerm();
  const [over, under] = [shown(formula.over), shown(formula.under)];
  return (
    <div className={classes.ratio}>
      <span className={classes.fraction}>
        <span>
          <b>{over.value}</b> {over.name}
        </span>
        <span>
          <b>{under.value}</b> {under.name}
        </span>
      </span>
      <span className={classes.result}>= {result}</span>
    </div>
  );
}

function Sum({ formula, result }: { formula: Extract<Formula, { kind: "sum" }>; result: string }) {
  const shown = useTerm();
  return (
    <dl className={classes.sum}>
      {formula.terms.map((term) => {
        const { name, value } = shown(term);
        return (
          <div key={term.name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        );
      })}
      <div data-total>
        <dt>Σ</dt>
        <dd>{result}</dd>
      </div>
    </dl>
  );
}

function Worked({ formula, result }: { formula: Formula | null; result: string }) {
  if (!formula) return null;
  return formula.kind === "ratio" ? (
    <Ratio formula={formula} result={result} />
  ) : (
    <Sum formula={formula} result={result} />
  );
}

/** Entries of the price book that rated jobs of the range, the most used first. */
function Prices({ prices }: { prices: BasisAnswer["prices"] }) {
  const t = useTranslations("kpi.computed");
  const format = useFormat();
  if (prices.length === 0) return null;
  return (
    <div className={classes.prices}>
      <p>{t("prices", { count: prices.length })}</p>
      <ul>
        {prices
          .slice(0, MOST_PRICES)
          .map(({ id, provider, model, variant, unit, amount, currency, firstDay, lastDay, jobs }) => (
            <li key={id}>
              <span>
                {[provider, model, variant].filter(Boolean).join(" · ")}
                <small>
                  {lastDay ? format.days(firstDay, lastDay) : t("since", { day: format.day(firstDay) })},{" "}
                  {t("jobs", { count: jobs })}
                </small>
              </span>
              <b>
                {format.money(amount, { currency, full: true })}
                <small>{t("per", { unit: t(`unit.${isUnit(unit) ? unit : "OTHER"}`) })}</small>
              </b>
            </li>
          ))}
      </ul>
      {prices.length > MOST_PRICES ? (
        <Link href={"/prices" as Route}>{t("allPrices", { count: prices.length })}</Link>
      ) : null}
    </div>
  );
}

const UNITS = ["CREDITS", "IMAGES", "GPU_MINUTES", "FAST_HOURS"] as const;
const isUnit = (unit: string): unit is (typeof UNITS)[number] => (UNITS as readonly string[]).includes(unit);

function useNotes({ row, scope, asOf, comparison }: Computed, basis: BasisAnswer | undefined): string[] {
  const t = useTranslations("kpi.computed");
  const format = useFormat();
  const isKindChosen = scope.filters.kind.length > 0;
  const estimated = shareOf(row.estimatedSpend, row.spend);
  const notes: (string | null)[] = [
    row.unpricedJobs > 0 ? t("unpriced", { count: row.unpricedJobs }) : t("allPriced"),
    estimated && Number(estimated) > 0 ? t("estimated", { share: format.percent(estimated) }) : null,
    scope.approvals === "period" ? t("period") : null,
    row.approvedWithChanges > 0 ? t("withChanges", { count: row.approvedWithChanges }) : null,
    Number(row.unassignedSpend) > 0 ? t("unassigned", { amount: format.money(row.unassignedSpend) }) : null,
    basis && basis.trainingJobs > 0 && !isKindChosen
      ? t("training", { count: basis.trainingJobs, amount: format.money(basis.trainingSpend) })
      : null,
    basis && basis.voidedJobs > 0 ? t("voided", { count: basis.voidedJobs }) : null,
    basis ? t("zone", { days: format.days(scope.from, scope.to), zone: basis.range.timeZone }) : null,
    t("asOf", { time: format.dateTime(asOf) }),
    comparison ?? null,
  ];
  return notes.filter((note) => note !== null);
}

/** "How was this computed?": the formula with its numbers, what is not in it, the prices that made it, its age. */
export function Computation(computed: Computed) {
  const { figure, row, scope } = computed;
  const t = useTranslations("kpi");
  const format = useFormat();
  const reasonIn = useReason();
  const asked = { from: scope.from, to: scope.to, ...scope.filters };
  const needsVariations = figure === "costPerVariation";
  const variations = useQuery({ ...kpiQueryOptions({ ...asked, kind: ["variation"] }), enabled: needsVariations });
  const basis = useQuery(basisQueryOptions(asked));
  const notes = useNotes(computed, basis.data);
  const { value, reason } = figureOf(row, figure);
  const formula = formulaOf(figure, row, variations.data?.total.spend ?? null);
  const result = figure === "approvalRate" ? format.percent(value, 2) : format.money(value);
  return (
    <>
      <p className={classes.computedTitle}>{t(`figure.${figure}`)}</p>
      <p className={classes.meaning}>{t(`meaning.${figure}`)}</p>
      {value === null && reason ? <p className={classes.missing}>{reasonIn(reason, row)}</p> : null}
      {value === null ? null : <Worked formula={formula} result={result} />}
      {needsVariations && variations.isPending ? <Skeleton height={48} /> : null}
      <ul className={classes.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <Answered of={basis} loading={<Skeleton height={72} />}>
        {({ prices }) => <Prices prices={prices} />}
      </Answered>
      <Link href={jobsHref(scope, needsVariations ? { kind: ["variation"] } : {})}>
        {t("computed.showJobs", { count: (needsVariations ? variations.data?.total.jobs : null) ?? row.jobs })}
      </Link>
    </>
  );
}
