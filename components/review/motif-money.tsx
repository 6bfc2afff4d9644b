"use client";

import { Alert, Text } from "@mantine/core";
import { IconBulb } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { useAdviceWords } from "@/components/jobs/use-advice-words";
import { ratioText } from "@/lib/core/amount";
import { jobQuery, motifRoundsQuery } from "@/lib/jobs/queries";
import type { Advised } from "@/lib/jobs/schema";
import { type AssetState, approvalChange, isApproved } from "@/lib/reviews/rules";
import type { QueuedAsset } from "@/lib/reviews/schema";
import classes from "./panel.module.css";

type Sum = { spend: string; approved: number; currency: string };

const perApproved = (spend: string, approved: number) => (approved > 0 ? ratioText(spend, approved) : null);

/** Spent so far, per approved picture now, and what approving this one makes of it. */
function MoneyLines({ sum, state, label }: { sum: Sum; state: AssetState; label: string }) {
  const t = useTranslations("review");
  const { spend, approved, currency } = sum;
  const now = perApproved(spend, approved);
  const after = isApproved(state) ? null : perApproved(spend, approved + 1);
  return (
    <dl className={classes.money}>
      <div>
        <dt>{label}</dt>
        <dd>
          <Amount value={spend} currency={currency} className={classes.figure} />
        </dd>
      </div>
      <div>
        <dt>{t("perApproved", { count: approved })}</dt>
        <dd>
          {now === null ? t("noneApproved") : <Amount value={now} currency={currency} className={classes.figure} />}
        </dd>
      </div>
      {after === null ? null : (
        <div>
          <dt>{t("ifApproved")}</dt>
          <dd>
            <Amount value={after} currency={currency} className={classes.figure} />
          </dd>
        </div>
      )}
    </dl>
  );
}

export function MotifAdvice({ advice, currency }: { advice: readonly Advised[]; currency: string }) {
  const t = useTranslations("review");
  const say = useAdviceWords();
  if (advice.length === 0) return null;
  return (
    <Alert color="gray" variant="light" icon={<IconBulb aria-hidden />} title={t("advice")} className={classes.advice}>
      {/* The money is the same in each of them: said once. */}
      {advice.map((line, at) => (
        <Text key={line.code} size="sm">
          {say(at === 0 ? line : { ...line, spent: null }, currency)}
        </Text>
      ))}
    </Alert>
  );
}

function OfMotif({ id, row, state }: { id: string; row: QueuedAsset; state: AssetState }) {
  const t = useTranslations("review");
  const { data } = useQuery({ ...motifRoundsQuery(id), staleTime: 60_000 });
  if (!data) return <div className={classes.moneyPlace} />;
  // The person's own word counts before it is stored.
  const approved = data.total.approved + approvalChange(row.state, state);
  return (
    <>
      <MoneyLines
        sum={{ spend: data.total.spend, approved, currency: data.currency }}
        state={state}
        label={t("motifSpent", { round: data.rounds.length })}
      />
      <MotifAdvice advice={data.advice} currency={data.currency} />
    </>
  );
}

function OfJob({ row, state }: { row: QueuedAsset; state: AssetState }) {
  const t = useTranslations("review");
  const { data } = useQuery({ ...jobQuery(row.jobId), staleTime: 60_000 });
  if (!data) return <div className={classes.moneyPlace} />;
  const approved = data.approved + approvalChange(row.state, state);
  const sum = { spend: data.cost.knownAmount, approved, currency: data.cost.currency };
  return <MoneyLines sum={sum} state={state} label={t("jobSpent")} />;
}

/** What the motif has cost so far (without a motif: the job), and what deciding does to it. */
export function MotifMoney({ row, state }: { row: QueuedAsset; state: AssetState }) {
  return row.motif ? <OfMotif id={row.motif.id} row={row} state={state} /> : <OfJob row={row} state={state} />;
}
