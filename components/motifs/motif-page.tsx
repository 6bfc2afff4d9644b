"use client";

import { Badge, Button, Group, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Amount } from "@/components/common/amount";
import { confirm } from "@/components/common/confirm";
import { Link } from "@/components/common/link";
import { useCan, useMe } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { PageHeader } from "@/components/common/page-header";
import { useFormat } from "@/components/common/use-format";
import { useRefreshFigures } from "@/components/jobs/use-job-form";
import { MotifAdvice } from "@/components/review/motif-money";
import { dayIn } from "@/lib/core/period";
import { listsKey, motifQuery } from "@/lib/dimensions/queries";
import type { Motif } from "@/lib/dimensions/schema";
import { withQuery } from "@/lib/http/with-query";
import { dropMotif, motifRoundsQuery } from "@/lib/jobs/queries";
import type { MotifRounds } from "@/lib/jobs/schema/rounds";
import { reviewsKey } from "@/lib/reviews/queries";
import { MotifBrief } from "./motif-brief";
import { MotifComments } from "./motif-comments";
import { MotifPictures } from "./motif-pictures";
import { MotifRoundsTable } from "./motif-rounds";
import classes from "./motifs.module.css";

function Tile({ label, children, foot }: { label: string; children: ReactNode; foot?: ReactNode }) {
  return (
    <Paper withBorder p="md" component="article" aria-label={label}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <div className={classes.value}>{children}</div>
      {foot ? (
        <Text size="sm" c="dimmed" component="div">
          {foot}
        </Text>
      ) : null}
    </Paper>
  );
}

function Money({ rounds: { total, currency, motif } }: { rounds: MotifRounds }) {
  const t = useTranslations("review.motif");
  const format = useFormat();
  const key = `${motif.campaign}/${motif.code}`;
  return (
    <div className={classes.tiles}>
      <Tile label={t("spent")} foot={total.unpricedJobs > 0 ? t("unpriced", { count: total.unpricedJobs }) : null}>
        <Amount value={total.spend} currency={currency} />
      </Tile>
      <Tile
        label={t("perApproved")}
        foot={
          <>
            <Amount value={total.useful} currency={currency} /> {t("useful")}
          </>
        }
      >
        {total.costPerApprovedImage === null ? (
          <span className={classes.missing}>{t("noApproval")}</span>
        ) : (
          <Amount value={total.costPerApprovedImage} currency={currency} />
        )}
      </Tile>
      <Tile
        label={t("approved")}
        foot={
          <>
            <Amount value={total.waste} currency={currency} /> {t("waste")}
          </>
        }
      >
        {format.count(total.approved)}
        <span className={classes.of}> / {format.count(total.images)}</span>
      </Tile>
      <Tile
        label={t("waiting")}
        foot={
          total.waiting > 0 ? (
            <Link className={classes.link} href={withQuery("/review", { motif: key }) as Route}>
              {t("waitingLink")}
            </Link>
          ) : null
        }
      >
        {format.count(total.waiting)}
      </Tile>
    </div>
  );
}

function useDrop(motif: Motif, rounds: MotifRounds) {
  const t = useTranslations("review.motif");
  const format = useFormat();
  const client = useQueryClient();
  const refreshFigures = useRefreshFigures();
  const { currency, total, wasteIfDropped } = rounds;
  const say = (text: string) => format.money(text, { currency });
  const { mutate, isPending } = useMutation({
    mutationFn: (drop: boolean) => dropMotif({ id: motif.id, drop }),
    onSuccess: ({ dropped }) => {
      const { name } = motif;
      notifyDone(dropped ? t("dropDone", { name, open: say(wasteIfDropped) }) : t("undropDone", { name }));
      refreshFigures();
      for (const key of [listsKey, reviewsKey]) void client.invalidateQueries({ queryKey: key });
    },
    onError: (error) => notifyFailed(error, t("dropFailed")),
  });
  const drop = async () => {
    const body = t("dropBody", { spent: say(total.spend), open: say(wasteIfDropped), waste: say(total.waste) });
    const question = { title: t("dropTitle", { name: motif.name }), body, confirmLabel: t("drop"), danger: true };
    if (await confirm(question)) mutate(true);
  };
  return { drop, takeUp: () => mutate(false), isPending };
}

function Actions({ motif, rounds }: { motif: Motif; rounds: MotifRounds }) {
  const t = useTranslations("review.motif");
  const mayWrite = useCan("motifs:write");
  const { drop, takeUp, isPending } = useDrop(motif, rounds);
  return (
    <>
      <Button
        component={Link}
        variant="default"
        href={withQuery("/jobs", { range: "12m", motif: `${rounds.motif.campaign}/${motif.code}` }) as Route}
      >
        {t("jobs")}
      </Button>
      {mayWrite && motif.droppedAt === null ? (
        <Button variant="default" loading={isPending} onClick={() => void drop()}>
          {t("drop")}
        </Button>
      ) : null}
      {mayWrite && motif.droppedAt !== null ? (
        <Button variant="default" loading={isPending} onClick={takeUp}>
          {t("undrop")}
        </Button>
      ) : null}
    </>
  );
}

/** A motif from its brief to what it has cost: rounds, pictures, decisions, and what people said. */
export function MotifPage({ id }: { id: string }) {
  const t = useTranslations("review.motif");
  const format = useFormat();
  const { timeZone } = useMe().organization;
  const { data: motif } = useQuery({ ...motifQuery(id), staleTime: 30_000 });
  const { data: rounds } = useQuery({ ...motifRoundsQuery(id), staleTime: 30_000 });
  if (!motif || !rounds) return <Skeleton height={320} />;
  return (
    <>
      <PageHeader
        title={motif.name}
        description={
          <Group gap="xs">
            <span>{t("of", { campaign: motif.campaign })}</span>
            {motif.code === motif.name ? null : <span>{motif.code}</span>}
            {motif.assetType ? <Badge variant="light">{motif.assetType}</Badge> : null}
            {motif.droppedAt ? (
              <Badge variant="light" color="red">
                {t("dropped", { day: format.day(dayIn(timeZone, new Date(motif.droppedAt))) })}
              </Badge>
            ) : null}
          </Group>
        }
        actions={<Actions motif={motif} rounds={rounds} />}
      />
      <Stack gap="lg">
        <Money rounds={rounds} />
        <MotifAdvice advice={rounds.advice} currency={rounds.currency} />
        <MotifRoundsTable rounds={rounds} />
        <div className={classes.columns}>
          <MotifPictures motif={motif} campaign={rounds.motif.campaign} />
          <Stack gap="lg">
            <MotifBrief motif={motif} />
            <MotifComments id={id} />
          </Stack>
        </div>
      </Stack>
    </>
  );
}
