"use client";

import { Skeleton } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { jobsHref } from "@/components/filters/jobs-link";
import { useLayerName } from "@/components/kpi/use-layer-name";
import { moversQueryOptions } from "@/lib/kpi/queries";
import type { Mover } from "@/lib/kpi/schema/insight";
import { type JobsChange, jobsChange } from "./mover-words";
import classes from "./movers.module.css";
import { type OverviewScope, overviewQuestions } from "./questions";

const KINDS = ["generation", "variation", "upscale", "postprocess", "training"] as const;
const isKind = (text: string | null): text is (typeof KINDS)[number] => KINDS.some((kind) => kind === text);

const signed = (text: string, written: string) => (text.startsWith("-") || text === "0" ? written : `+${written}`);

/** Why it changed, in a sentence of the reader's language. */
function useBecause() {
  const t = useTranslations("overview.movers");
  const format = useFormat();
  return ({ because }: Mover): string => {
    if (because.reason === "new" || because.reason === "ended") return t(because.reason);
    const kind = t(`kinds.${isKind(because.kind) ? because.kind : "all"}`);
    if (because.reason === "price") {
      const isDearer = Number(because.now) > Number(because.before);
      const prices = { before: format.money(because.before), now: format.money(because.now) };
      return t(isDearer ? "dearer" : "cheaper", { kind, ...prices });
    }
    const change: JobsChange = jobsChange(because.before, because.now);
    return t(change, { kind, before: format.count(because.before), now: format.count(because.now) });
  };
}

/** What became of the cost per approved image there, and which of both sides did it. */
function CpaiMove({ move }: { move: Mover["costPerApprovedImage"] }) {
  const t = useTranslations("overview.movers");
  const format = useFormat();
  if (!move || Number(move.change) === 0) return null;
  const isCost = Math.abs(Number(move.parts.cost)) >= Math.abs(Number(move.parts.approvals));
  const [before, now] = [format.money(move.before), format.money(move.now)];
  const why = isCost ? "cost" : "approvals";
  return (
    <span className={classes.cpai}>{t(Number(move.change) > 0 ? "cpaiMore" : "cpaiLess", { before, now, why })}</span>
  );
}

function MoverLine({ mover, scope }: { mover: Mover; scope: OverviewScope }) {
  const t = useTranslations("overview.movers");
  const format = useFormat();
  const becauseOf = useBecause();
  const campaignName = useLayerName("campaign");
  const marketName = useLayerName("market");
  const { key, name, change, relative, parts, costPerApprovedImage: cpai } = mover;
  const [campaign = null, market = null] = [key.campaign, key.market];
  const title = t("pair", {
    first: campaignName({ code: campaign, name: name.campaign ?? null, isOther: false }),
    second: marketName({ code: market, name: name.market ?? null, isOther: false }),
  });
  const isMore = !change.startsWith("-");
  const Arrow = isMore ? IconArrowUpRight : IconArrowDownRight;
  const money = (text: string) => signed(text, format.money(text));
  const narrower = { campaign: [campaign ?? ""], market: [market ?? ""] };
  const isBound = mover.now.lowerBound || mover.before.lowerBound;
  return (
    <li className={classes.mover}>
      <div className={classes.what}>
        <Link href={jobsHref(scope, narrower)}>{title}</Link>
        <span className={classes.why}>{becauseOf(mover)}</span>
        <CpaiMove move={cpai} />
      </div>
      <div
        className={classes.change}
        title={t("parts", { volume: money(parts.volume), mix: money(parts.mix), price: money(parts.price) })}
      >
        <b>
          <Arrow size={14} stroke={2.2} aria-hidden />
          {relative === null ? money(change) : signed(relative, format.percent(relative, 0))}
        </b>
        <span>
          {relative === null ? t(isMore ? "more" : "less") : money(change)}
          {isBound ? (
            <abbr title={t("atLeast")} aria-label={t("atLeast")}>
              {" "}
              ≥
            </abbr>
          ) : null}
        </span>
      </div>
    </li>
  );
}

/** What changed, computed and not guessed: the biggest changes of spend, each with the part that explains most of it. */
export function MoversPanel({ scope }: { scope: OverviewScope }) {
  const t = useTranslations("overview.movers");
  const format = useFormat();
  const asked = useQuery(moversQueryOptions(overviewQuestions(scope).asked));
  const { data, isPlaceholderData } = asked;
  return (
    <section className={classes.panel} aria-labelledby="movers">
      <h2 id="movers" className={classes.title}>
        {t("title")}
      </h2>
      {data?.before ? (
        <p className={classes.subtitle}>
          {t("subtitle", { days: format.shortDays(data.before.from, data.before.to) })}
        </p>
      ) : null}
      <Answered of={asked} loading={<Skeleton height={140} />}>
        {({ movers, before }) =>
          movers.length === 0 ? (
            <p className={classes.nothing}>{t(before ? "none" : "nothingBefore")}</p>
          ) : (
            <ol className={classes.list} data-old={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
              {movers.map((mover) => (
                <MoverLine key={JSON.stringify(mover.key)} mover={mover} scope={scope} />
              ))}
            </ol>
          )
        }
      </Answered>
    </section>
  );
}
