"use client";

import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { CAUSES } from "@/lib/kpi/schema/history";
import { periodQuery } from "@/lib/periods/queries";
import type { PeriodDetail } from "@/lib/periods/schema";
import { MonthActions } from "./month-actions";
import { MonthTable } from "./month-table";
import classes from "./months.module.css";
import { Signed } from "./signed";
import { MonthState } from "./state";

const isCause = (text: string): text is (typeof CAUSES)[number] => (CAUSES as readonly string[]).includes(text);

function Summary({ period }: { period: PeriodDetail }) {
  const t = useTranslations("periods");
  const format = useFormat();
  const { report, live, closing } = period;
  return (
    <dl className={classes.figures}>
      <div className={classes.figure}>
        <dt>{closing ? t("head.atClosing") : t("head.spend")}</dt>
        <dd>
          <Amount value={report.total.spend} />
          <small>{t("jobsOf", { jobs: report.total.jobs, images: report.total.images })}</small>
        </dd>
      </div>
      <div className={classes.figure}>
        <dt>{t("cpaiFull")}</dt>
        <dd>
          <Amount value={report.total.costPerApprovedImage} />
          <small>{t("approvedOf", { count: report.total.approved })}</small>
        </dd>
      </div>
      {closing ? (
        <>
          <div className={classes.figure}>
            <dt>{t("head.bookedLater")}</dt>
            <dd>
              <Signed value={closing.bookedLater.amount} />
              <small>{t("entries", { count: closing.bookedLater.entries })}</small>
            </dd>
          </div>
          <div className={classes.figure}>
            <dt>{t("nowSpend")}</dt>
            <dd>
              <Amount value={live.spend} />
              <small>
                {t("nowCpai", {
                  value: live.costPerApprovedImage === null ? "–" : format.money(live.costPerApprovedImage),
                })}
              </small>
            </dd>
          </div>
        </>
      ) : null}
      {report.booked.earlierDays !== "0" ? (
        <div className={classes.figure}>
          <dt>{t("bookedForEarlier")}</dt>
          <dd>
            <Signed value={report.booked.earlierDays} />
            <small>{t("bookedForEarlierHint")}</small>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function Moved({ period }: { period: PeriodDetail }) {
  const t = useTranslations("periods");
  const tk = useTranslations("kpi");
  const { moved } = period;
  if (!moved || (moved.spend.length === 0 && moved.costPerApprovedImage.length === 0)) return null;
  return (
    <section className={classes.panel} aria-labelledby="moved">
      <h2 id="moved" className={classes.title}>
        {t("movedTitle")}
      </h2>
      {(["spend", "costPerApprovedImage"] as const).map((figure) =>
        moved[figure].length > 0 ? (
          <div key={figure}>
            <p className={classes.quiet}>{tk(`figure.${figure}`)}</p>
            <ul className={classes.parts}>
              {moved[figure].map(({ cause, jobs, value }) => (
                <li key={cause}>
                  <span>
                    {isCause(cause) ? tk(`cause.${cause}`) : cause}{" "}
                    <span className={classes.quiet}>{tk("sample.jobs", { count: jobs })}</span>
                  </span>
                  {value === null ? <span className={classes.quiet}>–</span> : <Signed value={value} />}
                </li>
              ))}
            </ul>
          </div>
        ) : null,
      )}
    </section>
  );
}

function Reopenings({ period }: { period: PeriodDetail }) {
  const t = useTranslations("periods");
  const format = useFormat();
  if (period.reopenings.length === 0) return null;
  return (
    <section className={classes.panel} aria-labelledby="reopenings">
      <h2 id="reopenings" className={classes.title}>
        {t("reopenings")}
      </h2>
      <ul className={classes.parts}>
        {period.reopenings.map(({ at, by, reason, closedAt }) => (
          <li key={at}>
            <span>{t("reopening", { closed: format.dateTime(closedAt), at: format.dateTime(at), by: by ?? "–" })}</span>
            <span>{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One month: its report, what was booked later, and why the figures are not what they were. */
export function Month({ month }: { month: string }) {
  const t = useTranslations("periods");
  const tk = useTranslations("kpi");
  const format = useFormat();
  const asked = useQuery(periodQuery(month));
  const { data } = asked;
  const title = format.month(`${month}-01`);
  const said = (period: PeriodDetail) =>
    period.closing
      ? t("closedOn", { day: format.dateTime(period.closing.asOf), by: period.closing.by ?? t("system") })
      : period.state === "closing" && period.closesOn
        ? t("graceUntil", { day: format.day(period.closesOn) })
        : t("running");
  return (
    <>
      <Anchor component={Link} href={"/months" as Route} size="sm" className={classes.noPrint}>
        {t("all")}
      </Anchor>
      <PageHeader
        title={t("reportOf", { month: title })}
        description={
          data ? (
            <>
              <MonthState state={data.state} /> {said(data)}
              {data.closing?.note ? ` · ${data.closing.note}` : ""}
              {data.limitedTo ? ` · ${t("limitedTo", { costCenters: format.list(data.limitedTo) })}` : ""}
            </>
          ) : (
            t("description")
          )
        }
        actions={data ? <MonthActions period={data} /> : null}
      />
      <Answered of={asked} loading={<Loading rows={10} />}>
        {(period) =>
          period.report.total.jobs === 0 && period.live.jobs === 0 ? (
            <EmptyState title={tk("reason.NO_JOBS")} hint={t("emptyMonth")} />
          ) : (
            <>
              <Summary period={period} />
              <Moved period={period} />
              <section className={classes.panel} aria-labelledby="report">
                <h2 id="report" className={classes.title}>
                  {t("reportTitle")}
                </h2>
                <MonthTable report={period.report} />
              </section>
              <Reopenings period={period} />
            </>
          )
        }
      </Answered>
    </>
  );
}
