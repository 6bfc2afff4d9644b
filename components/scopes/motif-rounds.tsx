"use client";

import { IconChevronRight } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import type { FigureTableRow } from "@/components/common/figure-table";
import { useMe } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { dayIn } from "@/lib/core/period";
import { motifRoundsQuery } from "@/lib/jobs/queries";
import type { MotifRound } from "@/lib/jobs/schema/rounds";
import type { ColumnKey } from "@/lib/kpi/rules/columns";
import classes from "./scopes.module.css";

export function RoundFold({
  name,
  isOpen,
  onFold,
}: {
  name: string;
  isOpen: boolean;
  onFold: (open: boolean) => void;
}) {
  const t = useTranslations("scopes.rounds");
  return (
    <button
      type="button"
      className={classes.fold}
      tabIndex={-1}
      aria-expanded={isOpen}
      aria-label={t(isOpen ? "fold" : "unfold", { name })}
      title={t(isOpen ? "fold" : "unfold", { name })}
      onClick={() => onFold(!isOpen)}
    >
      <IconChevronRight size={16} aria-hidden />
    </button>
  );
}

/** A figure of a round under the columns of the motif; a column that rounds do not have stays empty. */
function RoundCell({ column, round, currency }: { column: ColumnKey; round: MotifRound; currency: string }) {
  const t = useTranslations("scopes.rounds");
  const format = useFormat();
  if (column === "spend") return <Amount value={round.spend} currency={currency} />;
  if (column === "waste") return <Amount value={round.waste} currency={currency} />;
  if (column === "images") return format.count(round.images);
  if (column === "decided") return format.count(round.approved + round.rejected);
  if (column === "approved") return format.count(round.approved);
  if (column !== "costPerApprovedImage") return null;
  if (round.costPerApprovedImage === null) return <span title={t("noApproval")}>–</span>;
  return <Amount value={round.costPerApprovedImage} currency={currency} />;
}

/** The rounds of unfolded motifs, each a row: all that was made so far, whatever days are looked at. */
export function useRoundRows(ids: readonly string[], columns: readonly ColumnKey[]) {
  const t = useTranslations("scopes.rounds");
  const format = useFormat();
  const { timeZone } = useMe().organization;
  const asked = useQueries({ queries: ids.map((id) => motifRoundsQuery(id)) });
  const day = (iso: string) => dayIn(timeZone, new Date(iso));
  return (id: string, onOpen: (() => void) | undefined): FigureTableRow[] => {
    const data = asked[ids.indexOf(id)]?.data;
    return (data?.rounds ?? []).map((round) => ({
      id: `${id}/${round.iteration}`,
      name: t("round", {
        number: round.iteration,
        days: format.shortDays(day(round.firstAt), day(round.lastAt)),
      }),
      isPart: true,
      hint: t("hint"),
      onOpen,
      cells: columns.map((column) => (
        <RoundCell key={column} column={column} round={round} currency={data?.currency ?? ""} />
      )),
    }));
  };
}
